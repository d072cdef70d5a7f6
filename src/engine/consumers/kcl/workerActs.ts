/** What workers promise themselves beside reading. */

/** What a worker of KCL 3.x does at intervals. */
export type Coordination = 'report' | 'assign' | 'discover' | 'heartbeat'

/** Stations of one call of emit: the object is written, or not; the emitter says so; the wait before the next try is over. */
export type EmitAct = { act: 'put' } | { act: 'returned'; hasFailed: boolean } | { act: 'again' }
