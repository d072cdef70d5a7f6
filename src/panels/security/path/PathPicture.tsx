/** The way of a caller's requests to the stream, past each guard; the one that refused last is marked, and said in words below. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { EndpointView, IdentityView, StreamGuardView } from '../../../engine/door/guardsView'
import { useWorld } from '../../../store/hooks'
import { clockText } from '../../../strings/formats'
import sheet from '../../sheet/Sheet.module.css'
import { useWidth } from '../../useWidth'
import { useCallerName } from '../useGuards'
import styles from './Path.module.css'
import { pathState, STATIONS, type PathState, type Station } from './pathStations'

export interface PathPictureProps {
  identity: IdentityView
  endpoint: EndpointView | null
  stream: StreamGuardView | null
}

export function PathPicture({ identity, endpoint, stream }: PathPictureProps) {
  const atMs = useWorld(({ summary }) => summary?.atMs ?? 0)
  const state = pathState(identity, atMs)
  return (
    <figure className={styles.figure}>
      <Picture identity={identity} stream={stream} state={state} />
      <figcaption>
        <Words identity={identity} endpoint={endpoint} stream={stream} state={state} />
      </figcaption>
    </figure>
  )
}

const HEIGHT_PX = 74
const MIDDLE_PX = 30
const RADIUS_PX = 15
const LETTER_PX = 6.6

function Picture({ identity, stream, state }: Omit<PathPictureProps, 'endpoint'> & { state: PathState }) {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  const holder = useRef<HTMLDivElement>(null)
  const width = Math.max(240, useWidth(holder))
  const step = width / STATIONS.length
  const isStopped = (station: Station) => state.refused !== null && state.isFresh && STATIONS.indexOf(station) > STATIONS.indexOf(state.refused)
  const labels: Record<Station, string> = {
    caller: nameOf(identity.caller),
    way: t(`path.short.${identity.path}`),
    door: 'IAM',
    key: stream === null || stream.keyName === null ? t('path.plainShort') : 'KMS',
    stream: stream?.streamName ?? t('path.account'),
  }
  return (
    <div ref={holder} aria-hidden="true">
      <svg className={styles.picture} width={width} height={HEIGHT_PX} viewBox={`0 0 ${width} ${HEIGHT_PX}`}>
        {STATIONS.slice(1).map((station, index) => (
          <line key={station} x1={step * (index + 0.5) + RADIUS_PX} x2={step * (index + 1.5) - RADIUS_PX} y1={MIDDLE_PX} y2={MIDDLE_PX} data-stopped={isStopped(station)} data-open={station === 'way' && identity.path === 'http'} />
        ))}
        {STATIONS.map((station, index) => (
          <g key={station} transform={`translate(${step * (index + 0.5)} ${MIDDLE_PX})`} data-station={station} data-refused={state.refused === station ? (state.isFresh ? 'now' : 'before') : undefined} data-stopped={isStopped(station)}>
            <circle r={RADIUS_PX} />
            <path d={signOf(station, identity, stream)} />
            {state.refused === station ? <path className={styles.cross} d="M8-20l10 10M18-20l-10 10" /> : null}
            <text y={RADIUS_PX + 17}>{shortened(labels[station], step)}</text>
          </g>
        ))}
      </svg>
    </div>
  )
}

function shortened(text: string, widthPx: number): string {
  const most = Math.max(4, Math.floor(widthPx / LETTER_PX))
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** A person or a machine; a globe, a private door, an open wire; a shield; a padlock, shut or open; a stream. */
function signOf(station: Station, { caller, path }: IdentityView, stream: StreamGuardView | null): string {
  switch (station) {
    case 'caller':
      return caller === 'you' ? 'M0-8a3.5 3.5 0 110 7 3.5 3.5 0 010-7zM-7 8c0-9 14-9 14 0' : 'M-7-6h14v10h-14zM-3 8h6M0 4v4'
    case 'way':
      if (path === 'vpcEndpoint') return 'M-8-8h16v16h-16zM-3 8v-9h6v9'
      return path === 'public' ? 'M0-8a8 8 0 110 16 8 8 0 010-16zM-8 0h16M0-8c-5 5-5 11 0 16M0-8c5 5 5 11 0 16' : 'M-8 0h4l3-5 3 10 3-5h4'
    case 'door':
      return 'M0-9l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10v-5z'
    case 'key':
      return stream === null || stream.keyName === null ? 'M-6-1h12v9h-12zM-4-1v-3c0-6 6-6 7-2' : 'M-6-1h12v9h-12zM-4-1v-3c0-6 8-6 8 0v3'
    case 'stream':
      return 'M-8-4q4-4 8 0t8 0M-8 1q4-4 8 0t8 0M-8 6q4-4 8 0t8 0'
  }
}

function Words({ identity, endpoint, stream, state }: PathPictureProps & { state: PathState }) {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  const { caller, path, askedPath, lastDenial, sourceIp } = identity
  return (
    <>
      <p className={sheet.hint}>
        {t(`path.way.${path}`, { caller: nameOf(caller), ip: sourceIp, endpoint: endpoint?.vpcEndpointId ?? '' })} {path === askedPath ? null : t('path.fallback')} {stream === null ? null : stream.keyName === null ? t('path.plain', { stream: stream.streamName }) : t('path.encrypted', { stream: stream.streamName, key: stream.keyAlias ?? t('path.keyGone', { key: stream.keyName }) })}
      </p>
      {lastDenial === null || state.refused === null ? (
        <p className={sheet.hint}>{t('path.neverRefused')}</p>
      ) : (
        <p className={state.isFresh ? sheet.refusal : sheet.hint}>
          {t(`path.refused.${guardOf(state.refused, lastDenial.exception)}`, { operation: lastDenial.operation, at: clockText(lastDenial.atMs) })} {lastDenial.exception === 'connection' ? null : <strong>{lastDenial.exception}</strong>} {lastDenial.message}
        </p>
      )}
    </>
  )
}

function guardOf(station: Station, exception: string): 'connection' | 'endpoint' | 'door' | 'key' {
  if (exception === 'connection') return 'connection'
  if (station === 'way') return 'endpoint'
  return station === 'key' ? 'key' : 'door'
}
