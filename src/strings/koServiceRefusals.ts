/** What the service's refusals mean and what to do, in Korean: fetched with the first of them. */
import serviceRefusals from './ko/serviceRefusals.json'

export const namespaces = { serviceRefusals }
