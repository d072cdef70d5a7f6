/** Why an act was not carried out, in Korean: fetched with the first that was not. */
import refusals from './ko/refusals.json'

export const namespaces = { refusals }
