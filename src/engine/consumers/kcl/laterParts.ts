/** The parts of the KCL that a host may load after the rest. */
import { bufferSlice, mustFlush } from './connector/buffering'
import { emit, isDone, runEmitAct } from './connector/emitting'
import { coordinate } from './coordination/coordinate'
import type { KclParts } from './parts'

export const kclParts: KclParts = { coordinate, connector: { buffer: bufferSlice, mustFlush, emit, runEmitAct, isDone } }
