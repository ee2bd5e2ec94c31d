// The spreadsheet reader in a piece of its own. The universal build needs no worker, which our content security policy refuses.
export { default } from 'read-excel-file/universal';
