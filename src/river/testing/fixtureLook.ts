/** How tests look at the fixture worlds: a view, a size, and words that say what they are. */
import type { RiverLabels, RiverNotes } from '../riverProtocol'
import type { RiverSize, RiverView } from '../riverView'

export const FIXTURE_VIEW: RiverView = {
  ageSpanMs: 60_000,
  hashTopFrom: 0,
  hashTopTo: 0xffff_ffff,
  followedKey: null,
  highlightedShardIndex: null,
  tracedShardIndexes: new Set(),
  highlightedProducerIndex: null,
  hasConsumers: false,
  held: null,
  speed: 1,
  playing: false,
  motion: 'full',
}

export const FIXTURE_SIZE: RiverSize = { width: 900, height: 720, pixelRatio: 1 }

export const FIXTURE_LABELS: RiverLabels = {
  language: 'en',
  closed: 'closed',
  now: 'now',
  milliseconds: '{n} ms',
  seconds: '{n} s',
  minutes: '{n} min',
  hours: '{n} h',
  ago: '{n} ago',
  behind: '{application} {n} behind',
  blocked: '{application} blocked, {n} behind',
  throttledPerSecond: '{n} throttled/s',
  struckPercent: 'fault {n}%',
  saved: '+{n}% burst',
  trimHorizon: 'trim horizon',
  axes: 'axes',
  producers: '{n} producers',
  crashed: 'crashed',
  cutOff: 'cut off',
}

export const FIXTURE_NOTES: RiverNotes = {
  applications: [{ applicationIndex: 0, name: 'orders' }, { applicationIndex: 1, name: 'fraud' }],
  producers: [{ producerIndex: 3, name: 'KPL 4', detail: '12 waiting', isRefused: false, requestsInFlight: 2, waitingMax: null }],
  duplicates: '',
  struck: '',
  gates: [{ shardIndex: 4, text: 'hot key user-0' }],
  lanes: [{ shardIndex: 4, applicationIndex: 0, text: 'waits for parent …001, 20 records left', brief: 'waits for …001' }],
}
