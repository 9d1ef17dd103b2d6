/**
 * Ctrl-C while work is under way: the first one asks the work to stop after its step, the second one ends the process.
 *
 * @param {{ on: (signal: NodeJS.Signals, act: () => void) => unknown, off: (signal: NodeJS.Signals, act: () => void) => unknown }} source
 * @param {{ firstTime: () => void, secondTime: () => void }} actions
 */
export function onInterrupt(source, { firstTime, secondTime }) {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) {
      secondTime();
      return;
    }
    firstTime();
    controller.abort();
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM']);
  for (const signal of signals) source.on(signal, interrupt);
  return {
    signal: controller.signal,
    /** From now on Ctrl-C has its usual effect. */
    end: () => signals.forEach((signal) => source.off(signal, interrupt)),
  };
}

/**
 * Signals for commands: Ctrl-C has an effect of its own as long as no command listens to it, such as between two questions.
 *
 * @param {Pick<NodeJS.Process, 'on' | 'off'>} source
 * @param {() => void} otherwise
 */
export function withOwnInterrupt(source, otherwise) {
  let listeners = 0;
  const interrupt = () => {
    if (listeners === 0) otherwise();
  };
  source.on('SIGINT', interrupt);
  const signals = {
    on(/** @type {NodeJS.Signals} */ signal, /** @type {() => void} */ act) {
      if (signal === 'SIGINT') listeners += 1;
      source.on(signal, act);
    },
    off(/** @type {NodeJS.Signals} */ signal, /** @type {() => void} */ act) {
      if (signal === 'SIGINT') listeners -= 1;
      source.off(signal, act);
    },
  };
  return { signals, end: () => void source.off('SIGINT', interrupt) };
}
