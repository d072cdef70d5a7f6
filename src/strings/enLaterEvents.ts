/** What events of the less usual kinds say, in English: fetched with the first of them. */
import laterEvents from './en/laterEvents.json'

export const namespaces = { laterEvents }
