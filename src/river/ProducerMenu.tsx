/** The small menu of a producer, or of one of its requests: what the network may lose or delay, and what may happen to the producer itself. */
import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProducerRow, RequestRow } from '../engine/summary'
import { MenuBehind, MenuItem, MenuShell } from './MenuShell'
import { producerName, producerStateKey } from './producerWords'
import type { Point, RequestName, RiverAct } from './riverView'
import styles from './River.module.css'

export interface ProducerOpening {
  point: Point
  producerIndex: number
  /** The request that was pointed at; null: the producer itself. */
  request: (RequestName & { atMs: number | null; records: number; isAnswer: boolean }) | null
}

interface ProducerMenuProps {
  menu: ProducerOpening
  producer: ProducerRow
  onAct: (act: RiverAct) => void
  onClose: () => void
}

const REQUESTS_LISTED_MAX = 4
const DELAYS_MS = [1_000, 5_000, 30_000]
/** A request is on its way for longer than this before it arrives. */
const BEFORE_ARRIVAL_MS = 1

export function ProducerMenu({ menu, producer, onAct, onClose }: ProducerMenuProps): ReactElement {
  const { t } = useTranslation('riverDetails')
  const say = useTranslation('river').t
  const { point, request } = menu
  const name = producerName(say, producer)
  const title = request === null ? t('producerMenu.name', { name, state: say(`producerState.${producerStateKey(producer)}`) }) : t('producerMenu.request', { name, number: request.requestNumber })
  return (
    <MenuShell point={point} title={title} onClose={onClose}>
      <p className={styles.menuHint}>{request === null ? null : `${t('producerMenu.records', { count: request.records })}. `}{t('producerMenu.held')}</p>
      {request === null ? <RequestActs producer={producer} onAct={onAct} /> : <FlightActs request={request} onAct={onAct} />}
      <DropdownMenu.Separator className={styles.menuLine} />
      <ProducerActs producer={producer} onAct={onAct} />
    </MenuShell>
  )
}

type Acting = Pick<ProducerMenuProps, 'onAct'>

/** As it was pointed at: while it runs the picture is a moment behind, so the clock goes back to when it was still on its way. */
function FlightActs({ request, onAct }: Acting & { request: NonNullable<ProducerOpening['request']> }): ReactElement {
  const { t } = useTranslation('riverDetails')
  const { producerIndex, requestNumber, isAnswer } = request
  const atMs = request.atMs === null ? null : request.atMs - BEFORE_ARRIVAL_MS
  const lose = (way: 'request' | 'response') => () => onAct({ type: 'lose', producerIndex, requestNumber, lose: way, atMs })
  return (
    <>
      {isAnswer ? null : <MenuItem label={t('producerMenu.loseRequest')} onSelect={lose('request')} />}
      <MenuItem label={t('producerMenu.loseResponse')} onSelect={lose('response')} />
      {DELAYS_MS.map((delayMs) => (
        <MenuItem
          key={delayMs}
          label={t(isAnswer ? 'producerMenu.delayResponse' : 'producerMenu.delay', { seconds: delayMs / 1_000 })}
          onSelect={() => onAct({ type: 'delay', producerIndex, requestNumber, delayMs, atMs })}
        />
      ))}
    </>
  )
}

/** What is under way at the instant at which the clock stands. */
function RequestActs({ producer, onAct }: Acting & { producer: ProducerRow }): ReactElement {
  const { t } = useTranslation('riverDetails')
  const { producerIndex } = producer
  const underWay = producer.requests.filter(({ phase }) => phase === 'request' || phase === 'response')
  const lose = ({ requestNumber }: RequestRow, way: 'request' | 'response') => () => onAct({ type: 'lose', producerIndex, requestNumber, lose: way, atMs: null })
  const said = ({ requestNumber, records }: RequestRow) => ({ number: requestNumber, records: t('producerMenu.records', { count: records }) })
  if (underWay.length === 0) return <MenuItem label={t('producerMenu.none')} onSelect={null} />
  return (
    <>
      {underWay.slice(0, REQUESTS_LISTED_MAX).map((request) => [
        request.phase === 'request' ? <MenuItem key={`${request.requestNumber} request`} label={t('producerMenu.loseRequestOf', said(request))} onSelect={lose(request, 'request')} /> : null,
        <MenuItem key={`${request.requestNumber} response`} label={t('producerMenu.loseResponseOf', said(request))} onSelect={lose(request, 'response')} />,
        <MenuBehind key={`${request.requestNumber} delay`} label={t(request.phase === 'request' ? 'producerMenu.delayOf' : 'producerMenu.delayResponseOf', said(request))}>
          {DELAYS_MS.map((delayMs) => (
            <MenuItem
              key={delayMs}
              label={t('producerMenu.delayBy', { seconds: delayMs / 1_000 })}
              onSelect={() => onAct({ type: 'delay', producerIndex, requestNumber: request.requestNumber, delayMs, atMs: null })}
            />
          ))}
        </MenuBehind>,
      ])}
      {underWay.length > REQUESTS_LISTED_MAX && <MenuItem label={t('producerMenu.more', { requests: underWay.length - REQUESTS_LISTED_MAX })} onSelect={null} />}
    </>
  )
}

function ProducerActs({ producer, onAct }: Acting & { producer: ProducerRow }): ReactElement {
  const { t } = useTranslation('riverDetails')
  const { producerIndex } = producer
  const name = producerName(useTranslation('river').t, producer)
  const act = (type: 'crash' | 'restart' | 'cutOff' | 'reconnect' | 'remove' | 'inspectProducer') => <MenuItem label={t(`producerMenu.${type}`, { name })} onSelect={() => onAct({ type, producerIndex })} />
  return (
    <>
      {act(producer.state === 'CRASHED' ? 'restart' : 'crash')}
      {act(producer.isPartitioned ? 'reconnect' : 'cutOff')}
      {act('remove')}
      {act('inspectProducer')}
    </>
  )
}
