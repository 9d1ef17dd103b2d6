// The rules of the whole repository. Rules that need types apply to the program, but not to its tests.
import tseslint from 'typescript-eslint';
import shared from '../eslint.config.js';

export default tseslint.config(...shared, {
  files: ['tests/**/*.js', 'eslint.config.js'],
  ...tseslint.configs.disableTypeChecked,
});
