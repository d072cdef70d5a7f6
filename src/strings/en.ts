/** The namespaces of the first look in English, as one bundle. */
import controls from './en/controls.json'
import events from './en/events.json'
import lineage from './en/lineage.json'
import page from './en/page.json'
import river from './en/river.json'
import riverDetails from './en/riverDetails.json'
import sources from './en/sources.json'
import timeline from './en/timeline.json'

export const namespaces = { controls, events, lineage, page, river, riverDetails, sources, timeline }
