/** Why an act was not carried out, in English: fetched with the first that was not. */
import refusals from './en/refusals.json'

export const namespaces = { refusals }
