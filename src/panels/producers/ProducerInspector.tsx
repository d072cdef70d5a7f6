/** One producer: what may be done to it, its books, what it achieves and costs, its requests, its insides, its traffic and settings. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProducerRow } from '../../engine/summary'
import { loadStrings } from '../../strings/strings'
import controls from '../../widgets/controls.module.css'
import { late } from '../../widgets/Late'
import { Section } from '../../widgets/Section'
import { Acts } from './Acts'
import { Balance } from './Balance'
import { Details } from './details/Details'
import { ProducerGlyph } from './ProducerGlyph'
import { shownStateOf, useProducerName } from './producerWords'
import { Rates } from './Rates'
import { Refusal } from '../refusals/Refusal'
import { Requests } from './Requests'
import { SettingsForm } from './settings/SettingsForm'
import { TrafficOf } from './TrafficOf'
import sheet from '../sheet/Sheet.module.css'

const PutCost = late(async () => {
  const [{ PutCost: part }] = await Promise.all([import('./PutCost'), loadStrings('capacity')])
  return part
})

export function ProducerInspector({ producer, onClose }: { producer: ProducerRow; onClose: () => void }) {
  const { t } = useTranslation('producers')
  const { t: say } = useTranslation('river')
  const nameOf = useProducerName()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const state = shownStateOf(producer)
  const { kind } = producer.settings
  return (
    <article
      aria-labelledby="inspected-producer"
      onKeyDown={(event) => {
        // Within a menu, a field or a dialog the key belongs to that.
        if (event.key === 'Escape' && !event.defaultPrevented && !(event.target instanceof HTMLInputElement)) onClose()
      }}
    >
      <button type="button" className={`${controls.button} ${controls.small} ${controls.bare}`} onClick={onClose}>
        ‹ {t('inspector.back')}
      </button>
      <header className={sheet.head}>
        <ProducerGlyph kind={kind} />
        <h2 ref={heading} id="inspected-producer" tabIndex={-1}>
          {nameOf(producer)}
        </h2>
        <span className={sheet.state} data-state={state}>
          {say(`producerState.${state}`)}
        </span>
      </header>
      <p className={sheet.hint}>{t(`kind.${kind}.what`)}</p>
      <Acts producer={producer} />
      <Refusal of="producers" />
      <Section title={t('books.title')}>
        <Balance producer={producer} />
      </Section>
      <Section title={t('rates.title')}>
        <Rates producer={producer} />
        <PutCost producer={producer} />
      </Section>
      <Section title={t('requests.title', { count: producer.requestsInFlight })}>
        <Requests producer={producer} />
      </Section>
      <Section title={t('details.title')}>
        <Details producer={producer} />
      </Section>
      <Section title={t('traffic.title')} isOpen={false}>
        <TrafficOf producer={producer} />
      </Section>
      <Section title={t('settings.title')}>
        <SettingsForm producer={producer} />
      </Section>
    </article>
  )
}
