import { Component, inject, input, output } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule } from '@angular/forms';
import { autoSignIn, confirmSignUp, resendSignUpCode } from 'cognito-wasm';
import { Submission } from './submission';

@Component({
  selector: 'app-code-form',
  imports: [ReactiveFormsModule],
  template: `
    <h1>Confirm your email address</h1>
    <form [formGroup]="form" ngNativeValidate (ngSubmit)="submission.run(submit)">
      <label>Code <input formControlName="code" autocomplete="one-time-code" inputmode="numeric" required /></label>
      <button [disabled]="submission.isPending()">Confirm</button>
      <button type="button" [disabled]="submission.isPending()" (click)="submission.run(sendNewCode)">
        Send a new code
      </button>
      <p role="alert">{{ submission.problem() }}</p>
    </form>
  `,
})
export class CodeForm {
  readonly username = input.required<string>();
  readonly confirmed = output();
  protected readonly form = inject(NonNullableFormBuilder).group({ code: '' });
  protected readonly submission = new Submission();

  protected readonly submit = async () => {
    const confirmationCode = this.form.getRawValue().code;
    const { nextStep } = await confirmSignUp({ username: this.username(), confirmationCode });
    // A code works once: if this fails, the user signs in with the other form.
    if (nextStep.signUpStep === 'COMPLETE_AUTO_SIGN_IN') await autoSignIn().catch(() => this.confirmed.emit());
    // The page was reloaded since the sign-up, so it no longer knows the password.
    else this.confirmed.emit();
  };

  protected readonly sendNewCode = () => resendSignUpCode({ username: this.username() });
}
