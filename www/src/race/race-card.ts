import { currentBackend } from '../pool/backend';
import { announce } from '../ui/announce';
import { createTaskButton } from '../ui/button';
import { create, element, named } from '../ui/dom';
import { toProblem } from '../ui/error-texts';
import { type Lap, type Phone, middleLap, slowPhone, usualPhone, wholeOn } from './measure';
import { LAPS, type Standing, race } from './race';

/** The card with the race. Only a local Cognito lets the page make a user for it. */
export function initRaceCard(): void {
  if (!currentBackend().localOrigin) return;
  const slow = named('race-slow', create('input'));
  slow.type = 'checkbox';
  slow.id = 'race-slow';
  const label = create('label', 'race-switch', slow, create('span', '', 'Slow phone'));
  const hint = create(
    'p',
    'small',
    `Simulated: each request waits ${String(slowPhone.delayMs)} ms longer, and computing time counts `,
    `${String(slowPhone.slowness)} times.`,
  );
  hint.id = 'race-slow-hint';
  slow.setAttribute('aria-describedby', hint.id);
  const problem = element('race-error', HTMLElement);
  const start = createTaskButton(
    { label: 'Start the race', testId: 'race-start', busyLabel: 'Racing…' },
    async (): Promise<void> => {
      problem.textContent = '';
      const phone = slow.checked ? slowPhone : usualPhone;
      let last: readonly Standing[] = [];
      try {
        await race(phone, (standings) => {
          last = standings;
          show(standings, phone);
        });
        announce(verdict(last, phone));
      } catch (error) {
        problem.textContent = toProblem(error, {}, []).text;
      }
    },
  );
  element('race-options', HTMLElement).append(start, label, hint);
  element('race', HTMLElement).hidden = false;
}

function show(standings: readonly Standing[], phone: Phone): void {
  const longest = Math.max(...standings.flatMap(({ laps }) => laps.map((lap) => wholeOn(lap, phone))));
  element('race-result', HTMLElement).replaceChildren(
    ...standings.map((standing) => toRunner(standing, phone, longest)),
    create('p', 'race-verdict', verdict(standings, phone)),
    create(
      'p',
      'small',
      `${String(LAPS)} sign-ins each, in turns. Both libraries are loaded before. Preparing is what cognito-wasm computes `,
      'while a page is idle; the race waits for it and does not count it. Waiting is the time of the requests, which are ',
      'answered on this machine. Computing is the rest.',
    ),
  );
}

function toRunner({ name, laps }: Standing, phone: Phone, longest: number): HTMLElement {
  const [first, ...later] = laps;
  const runner = named(`race-${name}`, create('section', 'race-runner', create('h3', 'race-name', name)));
  if (first) runner.append(toBar(name, 'First sign-in', first, phone, longest));
  const middle = middleLap(later, phone);
  if (middle) runner.append(toBar(name, 'Later, the middle one', middle, phone, longest));
  return runner;
}

function toBar(name: string, label: string, lap: Lap, phone: Phone, longest: number): HTMLElement {
  const whole = wholeOn(lap, phone);
  const bar = create('progress');
  bar.max = longest;
  bar.value = whole;
  bar.setAttribute('aria-label', `${name}, ${label.toLowerCase()}`);
  const computing = lap.computing * phone.slowness;
  const parts = [
    `computing ${ms(computing)}`,
    `waiting ${ms(lap.waiting)} for ${String(lap.requests)} requests`,
    ...(lap.preparing >= 0.5 ? [`preparing ${ms(lap.preparing * phone.slowness)}, not counted`] : []),
  ];
  return create(
    'div',
    'race-lap',
    create('p', 'race-lap-head', create('span', '', label), create('strong', '', ms(whole))),
    bar,
    create('p', 'small', parts.join(' · ')),
  );
}

const ms = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;

/** Who was faster in the later sign-ins, or how far the race is. */
function verdict(standings: readonly Standing[], phone: Phone): string {
  const done = Math.min(...standings.map(({ laps }) => laps.length));
  if (done < LAPS) return `${String(done)} of ${String(LAPS)} rounds`;
  const times = standings.flatMap(({ name, laps }) => {
    const middle = middleLap(laps.slice(1), phone);
    return middle ? [{ name, whole: wholeOn(middle, phone) }] : [];
  });
  const [fast, slow] = times.sort((a, b) => a.whole - b.whole);
  if (!fast || !slow) return '';
  return `${fast.name} took ${ms(fast.whole)}, ${slow.name} ${ms(slow.whole)}: ${(slow.whole / fast.whole).toFixed(1)} times as long.`;
}
