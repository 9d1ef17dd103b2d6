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
