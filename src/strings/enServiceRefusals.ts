/** What the service's refusals mean and what to do, in English: fetched with the first of them. */
import serviceRefusals from './en/serviceRefusals.json'

export const namespaces = { serviceRefusals }
