/** What the river says when asked in Korean: menus, and the text twin of its producers. */
import riverDetails from './ko/riverDetails.json'

export const namespaces = { riverDetails }
