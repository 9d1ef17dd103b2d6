import { signal } from '@angular/core';

/** What a form shows while its work is being done, and if that fails. */
export class Submission {
  readonly isPending = signal(false);
  readonly problem = signal('');

  async run(work: () => Promise<unknown>): Promise<void> {
    this.isPending.set(true);
    this.problem.set('');
    try {
      await work();
    } catch (error) {
      this.problem.set(error instanceof Error ? error.message : String(error));
    } finally {
      this.isPending.set(false);
    }
  }
}
