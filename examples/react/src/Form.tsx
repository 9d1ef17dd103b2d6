import { useState, useTransition, type FormEvent, type ReactNode } from 'react';

interface FormProps {
  /** The text of the button. */
  submit: string;
  /** If it fails, the form shows the error. */
  onSubmit: (field: (name: string) => string) => Promise<unknown>;
  children?: ReactNode;
}

export function Form({ submit, onSubmit, children }: FormProps) {
  const [problem, setProblem] = useState('');
  const [isPending, startTransition] = useTransition();

  // Not `action`, which would empty the fields after an error.
  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    startTransition(async () => {
      setProblem('');
      try {
        await onSubmit((name) => String(fields.get(name)));
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
    });
  }

  return (
    <form onSubmit={handleSubmit}>
      {children}
      <button disabled={isPending}>{submit}</button>
      <p role="alert">{problem}</p>
    </form>
  );
}
