import { Component, signal } from '@angular/core';

@Component({ selector: 'app-root', template: '<p id="client">{{ line() }}</p>' })
export class App {
  protected readonly line = signal('');

  constructor() {
    this.show();
  }

  private async show(): Promise<void> {
    const { run } = await (location.pathname === '/slim/' ? import('./slim') : import('./sign-in'));
    run((line) => this.line.set(line));
  }
}
