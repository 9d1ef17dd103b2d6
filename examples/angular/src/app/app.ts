import { Component, inject } from '@angular/core';
import { signOut } from 'cognito-wasm';
import { Auth } from './auth';
import { Submission } from './submission';
import { VisitorForms } from './visitor-forms';

@Component({
  selector: 'app-root',
  imports: [VisitorForms],
  template: `
    @if (auth.user(); as user) {
      <h1>Welcome</h1>
      <p role="status">
        Signed in as <strong>{{ user.username }}</strong>
      </p>
      <button [disabled]="leaving.isPending()" (click)="leave()">Sign out</button>
      <p role="alert">{{ leaving.problem() }}</p>
    } @else if (auth.user() === null) {
      <app-visitor-forms />
    }
  `,
})
export class App {
  protected readonly auth = inject(Auth);
  protected readonly leaving = new Submission();

  protected leave(): void {
    void this.leaving.run(() => signOut());
  }
}
