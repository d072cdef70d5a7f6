/** CloudTrail's records, searched; one opens as the JSON that CloudTrail writes. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TrailFilter, TrailView as Trail } from '../../../engine/trail/trailView'
import { useActions, useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { Section } from '../../../widgets/Section'
import { SwitchSetting } from '../../settings/SwitchSetting'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { searchTrail, securityStore } from '../securityStore'
import { useTrail } from '../useGuards'
import { TrailFilters } from './TrailFilters'
import { TrailTable } from './TrailTable'

export function TrailView() {
  const { t } = useTranslation('security')
  const { trailFilter, trailPage } = useStore(securityStore)
  const asked = JSON.stringify([trailFilter, trailPage])
  const trail = useTrail(trailFilter, trailPage)
  const [held, setHeld] = useState<{ asked: string; trail: Trail } | null>(null)
  if (trail === null) return null
  const shown = held?.asked === asked ? held.trail : trail
  const hold = () => setHeld({ asked, trail: shown })
  const letGo = () => setHeld(null)
  return (
    <>
      <Section title={t('section.trail')}>
        <TrailFilters trail={trail} filter={trailFilter} />
        <Found trail={trail} filter={trailFilter} />
        <Newer count={newerThan(shown, trail)} onShow={letGo} />
        {/* Nobody can read, or press, what runs away. */}
        <div
          onPointerEnter={hold}
          onPointerLeave={({ currentTarget }) => {
            if (!currentTarget.contains(document.activeElement)) letGo()
          }}
          onFocus={hold}
          onBlur={letGo}
        >
          <TrailTable rows={shown.rows} />
        </div>
        <Pages trail={trail} />
      </Section>
      <Section title={t('section.recorded')}>
        <Recorded trail={trail} />
      </Section>
    </>
  )
}

/** On the first page; as far as it can be told from that page alone. */
function newerThan(shown: Trail, now: Trail): number {
  const newest = shown.rows[0]?.number ?? 0
  return Math.max(now.matching - shown.matching, now.rows.filter(({ number }) => number > newest).length)
}

function Newer({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useTranslation('security')
  return count <= 0 ? null : (
    <button type="button" className={`${controls.link} ${sheet.fits}`} onClick={onShow}>
      {t('trail.newerCount', { count })}
    </button>
  )
}

function Found({ trail: { matching, dataEvents }, filter: { errorsOnly = false, changesOnly = false } }: { trail: Trail; filter: TrailFilter }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const button = `${controls.button} ${controls.small}`
  const isDataMissed = !dataEvents.isOn && !changesOnly && (errorsOnly || matching === 0)
  return (
    <>
      <div role="status">
        <p className={sheet.hint}>{matching === 0 ? t('trail.noneFound') : t('trail.found', { count: matching })}</p>
        {isDataMissed ? <p className={sheet.remark}>{t('trail.dataOff')}</p> : null}
      </div>
      {isDataMissed ? (
        <div className={sheet.acts}>
          <button type="button" className={button} onClick={() => submit({ type: 'SetTrail', dataEvents: true })}>
            {t('trail.fromNow')}
          </button>
          <button type="button" className={button} onClick={() => searchTrail({ changesOnly: true })}>
            {t('trail.showChanges')}
          </button>
        </div>
      ) : null}
    </>
  )
}

function Pages({ trail: { matching, page, pageSize } }: { trail: Trail }) {
  const { t } = useTranslation('security')
  const pages = Math.max(1, Math.ceil(matching / pageSize))
  if (pages === 1) return null
  const button = `${controls.button} ${controls.small}`
  const go = (next: number) => securityStore.setState({ trailPage: next, trailNumber: null })
  return (
    <div className={sheet.acts} role="group" aria-label={t('trail.pages')}>
      <button type="button" className={button} disabled={page === 0} onClick={() => go(page - 1)}>
        {t('trail.newer')}
      </button>
      <span className={sheet.hint}>{t('trail.page', { page: page + 1, pages })}</span>
      <button type="button" className={button} disabled={page >= pages - 1} onClick={() => go(page + 1)}>
        {t('trail.older')}
      </button>
    </div>
  )
}

function Recorded({ trail: { dataEvents, delayMs, managementEvents, dataEventsRecorded, forgotten, keptMax } }: { trail: Trail }) {
  const { t } = useTranslation('security')
  const { count, duration } = useFormats()
  const { submit } = useActions()
  const watched = useWorld(({ summary }) => summary?.stream.streamName ?? '')
  return (
    <>
      <SwitchSetting name={t('trail.data')} help={t('trail.dataHelp')} isOn={dataEvents.isOn} onChange={(isOn) => submit({ type: 'SetTrail', dataEvents: isOn })} />
      {!dataEvents.isOn || watched === '' ? null : (
        <SwitchSetting
          name={t('trail.onlyStream', { stream: dataEvents.streamName ?? watched })}
          help={t('trail.onlyStreamHelp')}
          isOn={dataEvents.streamName !== null}
          onChange={(isOn) => submit({ type: 'SetTrail', dataEvents: true, ...(isOn ? { streamName: watched } : {}) })}
        />
      )}
      <Facts
        facts={[
          [t('trail.management'), count(managementEvents)],
          [t('trail.dataEvents'), count(dataEventsRecorded)],
          [t('trail.forgotten', { max: count(keptMax) }), count(forgotten)],
        ]}
      />
      <p className={sheet.hint}>{t('trail.delay', { delay: duration(delayMs) })}</p>
    </>
  )
}
