import { Component, signal } from '@angular/core';
import { CodeForm } from './code-form';
import { SignInForm } from './sign-in-form';
import { SignUpForm } from './sign-up-form';

@Component({
  selector: 'app-visitor-forms',
  imports: [CodeForm, SignInForm, SignUpForm],
  template: `
    @if (unconfirmed(); as username) {
      <app-code-form [username]="username" (confirmed)="showSignIn()" />
      <button (click)="showSignIn()">Back to sign-in</button>
    } @else if (isNew()) {
      <app-sign-up-form (unconfirmed)="unconfirmed.set($event)" />
      <button (click)="isNew.set(false)">I have an account</button>
    } @else {
      <app-sign-in-form (unconfirmed)="unconfirmed.set($event)" />
      <button (click)="isNew.set(true)">Create an account</button>
    }
  `,
})
export class VisitorForms {
  protected readonly isNew = signal(false);
  /** Who has signed up and needs a code. */
  protected readonly unconfirmed = signal('');

  protected showSignIn(): void {
    this.unconfirmed.set('');
    this.isNew.set(false);
  }
}
