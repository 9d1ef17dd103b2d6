import { Component, inject, output } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule } from '@angular/forms';
import { autoSignIn, signUp } from 'cognito-wasm';
import { Submission } from './submission';

@Component({
  selector: 'app-sign-up-form',
  imports: [ReactiveFormsModule],
  template: `
    <h1>Create an account</h1>
    <form [formGroup]="form" ngNativeValidate (ngSubmit)="submission.run(submit)">
      <label
        >User name <input formControlName="username" autocomplete="username" autocapitalize="none" required
      /></label>
      <label>Email <input formControlName="email" type="email" autocomplete="email" required /></label>
      <label>Password <input formControlName="password" type="password" autocomplete="new-password" required /></label>
      <button [disabled]="submission.isPending()">Sign up</button>
      <p role="alert">{{ submission.problem() }}</p>
    </form>
  `,
})
export class SignUpForm {
  readonly unconfirmed = output<string>();
  protected readonly form = inject(NonNullableFormBuilder).group({ username: '', email: '', password: '' });
  protected readonly submission = new Submission();

  protected readonly submit = async () => {
    const { username, email, password } = this.form.getRawValue();
    const options = { userAttributes: { email }, autoSignIn: true };
    const { nextStep } = await signUp({ username, password, options });
    if (nextStep.signUpStep === 'CONFIRM_SIGN_UP') this.unconfirmed.emit(username);
    else await autoSignIn();
  };
}
