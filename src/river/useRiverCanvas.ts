/** Makes the canvas and its painter for as long as the component lives, and tells the painter what changes. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { ArrivalColumns, Frame } from '../engine/frame'
import { createRiver } from './createRiver'
import type { River, RiverOptions } from './createRiver'
import type { RiverLabels, RiverNotes } from './riverProtocol'
import type { RiverTheme } from './riverTheme'
import type { RiverSize, RiverView, WindowRequest } from './riverView'

export interface RiverFrames {
  /** @returns how to stop. */
  subscribe(listener: (frame: Frame) => void): () => void
}

interface RiverCanvasOptions {
  frames: RiverFrames
  requestWindow: (request: WindowRequest) => Promise<ArrivalColumns | null>
  view: RiverView
  theme: RiverTheme
  labels: RiverLabels
  notes: RiverNotes
}

interface RiverCanvas {
  stageRef: RefObject<HTMLDivElement | null>
  riverRef: RefObject<River | null>
  /** Null until the stage has been measured. */
  size: RiverSize | null
}

export function useRiverCanvas({ frames, requestWindow, view, theme, labels, notes }: RiverCanvasOptions): RiverCanvas {
  const stageRef = useRef<HTMLDivElement>(null)
  const riverRef = useRef<River | null>(null)
  const [size, setSize] = useState<RiverSize | null>(null)
  const open = useEffectEvent((opening: Pick<RiverOptions, 'canvas' | 'size' | 'requestWindow'>) =>
    createRiver({ ...opening, view, theme, labels, notes }),
  )
  const askForWindow = useEffectEvent((request: WindowRequest) => requestWindow(request))

  useEffect(() => {
    const stage = stageRef.current
    if (stage === null) return
    // A canvas can be handed to a worker only once, and effects may run twice.
    const canvas = document.createElement('canvas')
    canvas.setAttribute('aria-hidden', 'true')
    stage.prepend(canvas)
    const river = open({ canvas, size: sizeOf(stage), requestWindow: (request) => askForWindow(request) })
    riverRef.current = river
    const stop = frames.subscribe((frame) => river.showFrame(frame))
    const observer = new ResizeObserver(() => {
      const measured = sizeOf(stage)
      river.resize(measured)
      setSize(measured)
    })
    observer.observe(stage)
    return () => {
      observer.disconnect()
      stop()
      river.destroy()
      canvas.remove()
      riverRef.current = null
    }
  }, [frames])

  useEffect(() => riverRef.current?.setView(view), [view])
  useEffect(() => riverRef.current?.setTheme(theme), [theme])
  useEffect(() => riverRef.current?.setLabels(labels), [labels])
  useEffect(() => riverRef.current?.setNotes(notes), [notes])
  return { stageRef, riverRef, size }
}

function sizeOf(stage: HTMLElement): RiverSize {
  return { width: stage.clientWidth, height: stage.clientHeight, pixelRatio: window.devicePixelRatio }
}
