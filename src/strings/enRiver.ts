/** What the river says when asked in English: menus, and the text twin of its producers. */
import riverDetails from './en/riverDetails.json'

export const namespaces = { riverDetails }
