/** What the river says when asked in English: menus, facts under the pointer, and the text twin of its producers. */
import riverDetails from './en/riverDetails.json'

export const namespaces = { riverDetails }
