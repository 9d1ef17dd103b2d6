import { Component, inject, output } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule } from '@angular/forms';
import { signIn } from 'cognito-wasm';
import { Submission } from './submission';

@Component({
  selector: 'app-sign-in-form',
  imports: [ReactiveFormsModule],
  template: `
    <h1>Sign in</h1>
    <form [formGroup]="form" ngNativeValidate (ngSubmit)="submission.run(submit)">
      <label
        >User name <input formControlName="username" autocomplete="username" autocapitalize="none" required
      /></label>
      <label
        >Password <input formControlName="password" type="password" autocomplete="current-password" required
      /></label>
      <button [disabled]="submission.isPending()">Sign in</button>
      <p role="alert">{{ submission.problem() }}</p>
    </form>
  `,
})
export class SignInForm {
  readonly unconfirmed = output<string>();
  protected readonly form = inject(NonNullableFormBuilder).group({ username: '', password: '' });
  protected readonly submission = new Submission();

  protected readonly submit = async () => {
    const { username, password } = this.form.getRawValue();
    const { isSignedIn, nextStep } = await signIn({ username, password });
    if (isSignedIn) return;
    if (nextStep.signInStep === 'CONFIRM_SIGN_UP') this.unconfirmed.emit(username);
    else throw new Error(`This page has no form for ${nextStep.signInStep}.`);
  };
}
