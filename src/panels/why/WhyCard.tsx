/** Why an application is behind: a chain from what is seen to its cause, as of this instant, and what would help. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cause } from '../../engine/cause'
import { useActions, useSetView, useView, useWorld } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import { FloatingCard } from '../../widgets/FloatingCard'
import { ApplicationSwatch } from '../ApplicationSwatch'
import { shortShardId } from '../shardName'
import { helpKeyOf, sentenceOf } from './causeSentences'
import { Cure } from './Cure'
import { lastStandstill } from './lastStandstill'
import styles from './Why.module.css'

interface Asked {
  application: string
  shardId: string | null
}

export function WhyCard() {
  const { t } = useTranslation('why')
  const asked = useView((view) => view.whyAsked)
  const setView = useSetView()
  const told = useCauses(asked)
  const applicationIndex = useWorld((world) => world.summary?.applications.find(({ name }) => name === asked?.application)?.applicationIndex ?? null)
  useEffect(() => {
    // Whatever else is opened would lie over it.
    setView({ openedRecord: null, diagnosed: null })
  }, [asked, setView])
  if (asked === null) return null
  const { application, shardId } = asked
  const isCaughtUp = told?.causes[0]?.kind === 'caughtUp'
  return (
    <FloatingCard
      title={isCaughtUp ? t('titleCaughtUp', { application }) : shardId === null ? t('title', { application }) : t('titleIn', { application, shard: shortShardId(shardId) })}
      badge={applicationIndex === null ? null : <ApplicationSwatch index={applicationIndex} />}
      closeLabel={t('close')}
      asked={asked}
      onClose={() => setView({ whyAsked: null, highlightedShardId: null })}
    >
      {told === null ? null : told.causes.length === 0 ? <p>{t('gone')}</p> : <Chain {...told} application={application} />}
      <Standstill application={application} shardId={shardId} />
    </FloatingCard>
  )
}

/** What kept it lately, and is over: the present alone would not tell. */
function Standstill({ application, shardId }: Asked) {
  const { t } = useTranslation('why')
  const { duration } = useFormats()
  const events = useWorld((world) => world.events)
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const last = lastStandstill(events, { application, shardId, atMs })
  if (last === null) return null
  return (
    <p className={styles.earlier}>
      {t('earlier', { shards: last.shardIds.map(shortShardId).join(', '), time: duration(Math.round(last.untilMs - last.fromMs)), until: clockText(last.untilMs), worker: last.workerId })}
    </p>
  )
}

function Chain({ causes, atMs, application }: Told & { application: string }) {
  const { t } = useTranslation('why')
  const last = causes.at(-1)
  const help = last === undefined ? null : helpKeyOf(last)
  return (
    <div className={styles.body}>
      <header className={styles.head}>
        <h3 id="why-chain">{t('chain')}</h3>
        <time>{t('asOf', { time: clockText(atMs) })}</time>
      </header>
      <ol className={styles.chain} aria-labelledby="why-chain">
        {causes.map((cause, at) => (
          <Link key={`${cause.kind} ${at}`} cause={cause} isLast={at === causes.length - 1} isCause={at === causes.length - 1 && help !== null} />
        ))}
      </ol>
      {help === null ? null : <Cure help={help} application={application} />}
    </div>
  )
}

function Link({ cause, isLast, isCause }: { cause: Cause; isLast: boolean; isCause: boolean }) {
  const { t } = useTranslation('why')
  const setView = useSetView()
  const formats = useFormats()
  const { key, values } = sentenceOf(cause, formats)
  // Of a child that waits it is the parent that matters.
  const shardId = 'parentShardId' in cause ? cause.parentShardId : 'shardId' in cause ? cause.shardId : null
  const light = () => setView({ highlightedShardId: shardId })
  const dim = () => setView({ highlightedShardId: null })
  return (
    <li className={styles.link} data-last={isLast} data-cause={isCause}>
      {t(`cause.${key}`, values)}
      {shardId === null ? null : (
        <button type="button" className={styles.show} onPointerEnter={light} onPointerLeave={dim} onFocus={light} onBlur={dim} onClick={light}>
          {t('show', { shard: shortShardId(shardId) })}
        </button>
      )}
    </li>
  )
}

interface Told {
  causes: Cause[]
  /** Of which instant. */
  atMs: number
}

/** Asked for again whenever the world has moved. @returns null before the first answer. */
function useCauses(asked: Asked | null): Told | null {
  const { inspect } = useActions()
  const summary = useWorld((world) => world.summary)
  const [told, setTold] = useState<(Told & { asked: Asked }) | null>(null)
  useEffect(() => {
    let isWanted = true
    if (asked !== null) {
      void inspect({ kind: 'why', ...asked }).then(({ causes }) => {
        if (isWanted) setTold({ asked, causes, atMs: summary?.atMs ?? 0 })
      })
    }
    return () => {
      isWanted = false
    }
  }, [inspect, asked, summary])
  return told?.asked === asked ? told : null
}
