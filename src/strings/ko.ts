/** The namespaces of the first look in Korean, as one bundle, and what becomes of a text once its values stand in it. */
import controls from './ko/controls.json'
import events from './ko/events.json'
import lineage from './ko/lineage.json'
import page from './ko/page.json'
import river from './ko/river.json'
import riverDetails from './ko/riverDetails.json'
import sources from './ko/sources.json'
import timeline from './ko/timeline.json'

export { chooseParticles as finish } from './koreanParticles'

export const namespaces = { controls, events, lineage, page, river, riverDetails, sources, timeline }
