/** One sink for the engine, any number of listeners behind it; news that nobody wants is not even told. */
import type { Sink } from '../../engine/sink'

export interface Sinks {
  /** Changes as listeners come and go. */
  readonly sink: Sink
  /** @returns what takes it out again. */
  add: (listener: Sink) => () => void
}

export function createSinks(): Sinks {
  const listeners = new Set<Sink>()
  let sink = joined([])
  const rejoin = () => {
    sink = joined(Array.from(listeners))
  }
  return {
    get sink() {
      return sink
    },
    add: (listener) => {
      listeners.add(listener)
      rejoin()
      return () => {
        listeners.delete(listener)
        rejoin()
      }
    },
  }
}

function joined(listeners: readonly Sink[]): Sink {
  const isWanted = (name: keyof Sink) => listeners.some((listener) => listener[name] !== undefined)
  const sink: Sink = {
    event(...news) {
      for (const listener of listeners) listener.event(...news)
    },
  }
  if (isWanted('batchArrived')) {
    sink.batchArrived = (...news) => {
      for (const listener of listeners) listener.batchArrived?.(...news)
    }
  }
  if (isWanted('batchStruck')) {
    sink.batchStruck = (...news) => {
      for (const listener of listeners) listener.batchStruck?.(...news)
    }
  }
  if (isWanted('requestLost')) {
    sink.requestLost = (...news) => {
      for (const listener of listeners) listener.requestLost?.(...news)
    }
  }
  if (isWanted('sliceProcessed')) {
    sink.sliceProcessed = (...news) => {
      for (const listener of listeners) listener.sliceProcessed?.(...news)
    }
  }
  if (isWanted('subscriptionEvent')) {
    sink.subscriptionEvent = (...news) => {
      for (const listener of listeners) listener.subscriptionEvent?.(...news)
    }
  }
  if (isWanted('subscriptionEnded')) {
    sink.subscriptionEnded = (...news) => {
      for (const listener of listeners) listener.subscriptionEnded?.(...news)
    }
  }
  return sink
}
