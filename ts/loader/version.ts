/**
 * The version of the package. A file that is imported later says which one it is of: if an app has been deployed anew and its files
 * have no hash in their names, an open tab gets the file of the new version.
 */
export const version = '0.1.0';
