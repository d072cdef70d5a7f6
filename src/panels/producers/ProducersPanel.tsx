/** The left rail's place for everything that puts: all producers and what lies around them, or one of them alone. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Summary } from '../../engine/summary'
import { useSetView, useView, useWorld } from '../../store/hooks'
import { Section } from '../../widgets/Section'
import { useLast } from '../useLast'
import { AddProducer } from './AddProducer'
import { Comparison } from './Comparison'
import { DuplicatesCard } from './DuplicatesCard'
import { NetworkCard } from './NetworkCard'
import { ProducerInspector } from './ProducerInspector'
import { ProducerList } from './ProducerList'
import { Refusal } from '../refusals/Refusal'
import sheet from '../sheet/Sheet.module.css'

export function ProducersPanel() {
  const { t } = useTranslation('producers')
  const summary = useWorld((world) => world.summary)
  const inspected = useView((view) => view.inspectedProducerIndex)
  const setView = useSetView()
  const producer = summary?.producers.find(({ producerIndex }) => producerIndex === inspected) ?? null
  const isGone = summary !== null && inspected !== null && producer === null
  const returningFrom = useLast(producer?.producerIndex ?? null)
  useEffect(() => {
    if (isGone) setView({ inspectedProducerIndex: null })
  }, [isGone, setView])
  if (summary === null) return null
  if (summary.producingStreamName === '') return <p className={`${sheet.panel} ${sheet.hint}`}>{t('outside')}</p>
  return (
    <div className={sheet.panel}>
      {producer === null ? (
        <All summary={summary} returningFrom={returningFrom} />
      ) : (
        <ProducerInspector key={producer.producerIndex} producer={producer} onClose={() => setView({ inspectedProducerIndex: null })} />
      )}
    </div>
  )
}

function All({ summary, returningFrom }: { summary: Summary; returningFrom: number | null }) {
  const { t } = useTranslation('producers')
  const setView = useSetView()
  return (
    <>
      <AddProducer />
      <Refusal of="producers" />
      <Section title={t('list.heading', { count: summary.producers.length })}>
        <ProducerList producers={summary.producers} returningFrom={returningFrom} onOpen={(producerIndex) => setView({ inspectedProducerIndex: producerIndex })} />
      </Section>
      <Section title={t('network.title')}>
        <NetworkCard network={summary.network} />
      </Section>
      <Section title={t('duplicates.title')}>
        <DuplicatesCard summary={summary} />
      </Section>
      <Section title={t('compare.title')}>
        <Comparison summary={summary} />
      </Section>
    </>
  )
}
