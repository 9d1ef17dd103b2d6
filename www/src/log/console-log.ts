import { appendEntry } from './log-list';

export interface ConsoleLog {
  readonly info: (line: string) => void;
  readonly error: (line: string) => void;
}

/** Writes every line to the browser's console and to the list on the page. */
export const consoleLog: ConsoleLog = {
  info(line) {
    console.log(line);
    appendEntry('console-log', { text: line });
  },
  error(line) {
    console.error(line);
    appendEntry('console-log', { text: line, tone: 'error' });
  },
};
