// The rules of the whole repository; those that need types are for the program, not for its tests.
import tseslint from 'typescript-eslint';
import shared from '../eslint.config.js';

export default tseslint.config(...shared, {
  files: ['tests/**/*.js', 'eslint.config.js'],
  ...tseslint.configs.disableTypeChecked,
});
