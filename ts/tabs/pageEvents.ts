import { memberOfAny, readMember } from '../values/members.js';

/** What is done when the page hears something. */
export interface PageHandlers {
  /**
   * What is stored may be different.
   *
   * @param byTab - Whether another tab has changed an item of the app client. Otherwise everything was removed, or this tab can
   * be seen again.
   */
  readonly onChange: (byTab: boolean) => void;
  /** The page is back. */
  readonly onShow: () => void;
  /** The page is left, and may be kept. */
  readonly onHide: () => void;
}

type Listener = (event: unknown) => void;

interface Target {
  addEventListener(type: string, listener: Listener): void;
  removeEventListener(type: string, listener: Listener): void;
}

/** The events of a page after which what is stored may be different. Workers have none of them. */
export class PageEvents {
  readonly #page: unknown;
  readonly #listeners: readonly (readonly [type: string, listener: Listener])[];

  /**
   * @param page - The global object.
   * @param prefix - What the keys of the app client begin with.
   */
  constructor(page: unknown, prefix: string, { onChange, onShow, onHide }: PageHandlers) {
    this.#page = page;
    const onVisible = (): void => {
      onChange(false);
    };
    this.#listeners = [
      [
        'storage',
        (event) => {
          const key = memberOfAny(event, 'key');
          // Without a key, everything was removed.
          if (key === null) onChange(false);
          else if (typeof key === 'string' && key.startsWith(prefix)) onChange(true);
        },
      ],
      ['pageshow', onShow],
      ['pagehide', onHide],
      // These two are the document's.
      ['visibilitychange', onVisible],
      [
        'resume',
        () => {
          onChange(true);
        },
      ],
    ];
  }

  listen(): void {
    this.#each((target, type, listener) => {
      target.addEventListener(type, listener);
    });
  }

  stop(): void {
    this.#each((target, type, listener) => {
      target.removeEventListener(type, listener);
    });
  }

  #each(act: (target: Target, type: string, listener: Listener) => void): void {
    const document = readMember(this.#page, 'document');
    // In the vault's worker, a stand-in for the document is there, for prompts.
    if (readMember(document, 'addEventListener') === undefined) return;
    for (const [type, listener] of this.#listeners) {
      const target = type === 'visibilitychange' || type === 'resume' ? document : this.#page;
      act(target as Target, type, listener);
    }
  }
}
