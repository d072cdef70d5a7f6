/** What crosses between the page and the painter's thread, and the words that the painter writes. */
import type { ArrivalColumns, Frame } from '../engine/frame'
import type { RiverTheme } from './riverTheme'
import type { RiverSize, RiverView, WindowRequest } from './riverView'

/** Words in the reader's language. `{n}` stands for a number. */
export interface RiverLabels {
  /** For numbers. */
  language: string
  closed: string
  now: string
  milliseconds: string
  seconds: string
  minutes: string
  hours: string
  /** `{n}` is a duration. */
  ago: string
  /** `{application}` is behind by `{n}`, a duration. */
  behind: string
  /** The same of one whose batch fails again and again. */
  blocked: string
  throttledPerSecond: string
  /** At a gate: an experiment strikes `{n}` percent of the puts. */
  struckPercent: string
  /** At a gate that takes `{n}` percent more than its limit for a moment, of what it left unused before. */
  saved: string
  /** At the age where records are trimmed. */
  trimHorizon: string
  /** What the axes are: above the plot. */
  axes: string
  producers: string
  crashed: string
  cutOff: string
}

export interface LaneNote {
  shardIndex: number
  applicationIndex: number
  text: string
  /** Where `text` is too wide. */
  brief: string
}

export interface ProducerNote {
  producerIndex: number
  name: string
  detail: string
  /** Shards refuse some of its records now. */
  isRefused: boolean
  requestsInFlight: number
  /** What its buffer holds; null: no limit that it knows of. */
  waitingMax: number | null
}

/** Sentences and figures that the page renews a few times a second. */
export interface RiverNotes {
  applications: readonly { applicationIndex: number; name: string }[]
  producers: readonly ProducerNote[]
  /** How many records are in the stream twice; empty while there are none. */
  duplicates: string
  /** What bolts mean; empty while no experiment strikes puts. */
  struck: string
  /** Under a gate's figures, such as the hottest key. */
  gates: readonly { shardIndex: number; text: string }[]
  /** In a lane that an application may not read yet. */
  lanes: readonly LaneNote[]
}

export type ToPainter =
  | { type: 'Open'; canvas: OffscreenCanvas; size: RiverSize; view: RiverView; theme: RiverTheme; labels: RiverLabels; notes: RiverNotes }
  | { type: 'Frame'; frame: Frame }
  | { type: 'Window'; windowNumber: number; arrivals: ArrivalColumns | null }
  | { type: 'View'; view: RiverView }
  | { type: 'Theme'; theme: RiverTheme }
  | { type: 'Labels'; labels: RiverLabels }
  | { type: 'Notes'; notes: RiverNotes }
  | { type: 'Size'; size: RiverSize }

export type FromPainter = { type: 'WindowNeeded'; windowNumber: number; request: WindowRequest }
