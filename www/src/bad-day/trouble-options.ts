import { create, named } from '../ui/dom';
import { announce } from '../ui/announce';

/** One of several states, of which the page is in one. */
export interface TroubleOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What happens, and what the user of an app notices. */
  readonly detail: string;
}

export interface TroubleOptions {
  readonly group: HTMLElement;
  /** Whether another option than the first one is chosen. */
  readonly isTrouble: () => boolean;
  /** Chooses the first option. */
  readonly reset: () => void;
}

/** Radio buttons with an explanation each. The first option is the one without trouble. */
export function createTroubleOptions<Value extends string>(
  name: string,
  title: string,
  options: readonly TroubleOption<Value>[],
  choose: (value: Value) => void,
): TroubleOptions {
  const group = create('fieldset', 'troubles', create('legend', 'trouble-title', title));
  const radios = options.map(({ value, label, detail }, index) => {
    const radio = named(`${name}-${value}`, create('input'));
    radio.type = 'radio';
    radio.name = name;
    radio.id = `${name}-${value}`;
    radio.checked = index === 0;
    radio.addEventListener('change', () => {
      choose(value);
      announce(`${title}: ${label}.`);
    });
    const text = create('label', '', label);
    text.htmlFor = radio.id;
    const hint = create('p', 'row-detail', detail);
    hint.id = `${radio.id}-detail`;
    radio.setAttribute('aria-describedby', hint.id);
    group.append(create('div', 'trouble', radio, text, hint));
    return radio;
  });
  return {
    group,
    isTrouble: () => radios.slice(1).some((radio) => radio.checked),
    reset() {
      const [radio] = radios;
      const [usual] = options;
      if (radio) radio.checked = true;
      if (usual) choose(usual.value);
    },
  };
}
