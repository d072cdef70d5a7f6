/** What events of the less usual kinds say, in Korean: fetched with the first of them. */
import laterEvents from './ko/laterEvents.json'

export const namespaces = { laterEvents }
