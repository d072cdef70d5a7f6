/** The price table to be edited, field by field or as a file. A bad price says so at its field and changes nothing. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceName } from '../../kinesis/billing'
import controls from '../../widgets/controls.module.css'
import { Field } from '../capacity/Field'
import { Group } from '../settings/Group'
import sheet from '../sheet/Sheet.module.css'
import styles from './Cost.module.css'
import { PriceFile } from './PriceFile'
import { isFrom, sourcesOf, type PriceSource } from './priceSources'
import { takeOwnPrices, takeUsualPrices } from './priceStore'
import { headProblem, PRICE_MAX, readPrice, USUAL_CURRENCY, withPrice, type HeadName, type PriceTable } from './priceTable'

const HEADS: readonly HeadName[] = ['region', 'currency', 'date']

const GROUPS = {
  provisioned: ['shardHour', 'putPayloadUnits', 'extendedShardHour', 'longTermStored', 'longTermRead', 'fanOutShardHour', 'fanOutOut'],
  onDemand: ['onDemandStreamHour', 'onDemandIn', 'onDemandOut', 'onDemandFanOutOut', 'onDemandExtendedStored', 'onDemandLongTermStored'],
  advantage: ['advantageIn', 'advantageOut', 'advantageFanOutOut', 'advantageStored'],
  around: ['shardMetric', 'alarm', 'kmsRequests', 'trailDataEvents'],
  applications: ['tableReads', 'tableWrites', 'lambdaRequests', 'lambdaDuration', 'firehoseIn', 's3Puts', 'kpuHour', 'kpuStorage'],
} as const satisfies Record<string, readonly PriceName[]>
const GROUP_NAMES = Object.keys(GROUPS) as (keyof typeof GROUPS)[]

export function PriceEditor({ table, isOwn }: { table: PriceTable; isOwn: boolean }) {
  const { t } = useTranslation('cost')
  // What is typed goes when another table takes its place.
  const [edition, setEdition] = useState(0)
  const sources = sourcesOf(table)
  const replace = (change: () => void) => {
    change()
    setEdition(edition + 1)
  }
  return (
    <Group title={t('prices.title')}>
      <p className={sheet.hint}>{t('prices.help')}</p>
      <div key={edition} className={styles.prices}>
        <div className={styles.fields}>
          {HEADS.map((name) => (
            <HeadField key={name} table={table} name={name} />
          ))}
          {table.currency === USUAL_CURRENCY ? null : (
            <p className={sheet.remark} role="status">
              {t('prices.notConverted', { currency: table.currency })}
            </p>
          )}
        </div>
        {GROUP_NAMES.map((group) => (
          <fieldset key={group} className={styles.fields}>
            <legend>{t(`prices.group.${group}`)}</legend>
            {GROUPS[group].map((name) => (
              <PriceField key={name} table={table} name={name} mark={sources.findIndex((source) => isFrom(table.lines[name], source)) + 1} />
            ))}
          </fieldset>
        ))}
      </div>
      <Sources sources={sources} />
      <PriceFile table={table} onTable={(taken) => replace(() => takeOwnPrices(taken))} />
      {isOwn ? (
        <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => replace(takeUsualPrices)}>
          {t('prices.reset')}
        </button>
      ) : null}
    </Group>
  )
}

function HeadField({ table, name }: { table: PriceTable; name: HeadName }) {
  const { t } = useTranslation('cost')
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? table[name]
  const problem = headProblem(name, shown)
  return (
    <Field
      name={t(`prices.${name}`)}
      value={shown}
      problem={problem === null ? null : t(`problem.${problem}`, { where: t(`prices.${name}`), max: PRICE_MAX })}
      onChange={(next) => {
        setTyped(next)
        if (headProblem(name, next) === null) takeOwnPrices({ ...table, [name]: next })
      }}
    />
  )
}

/** @param mark of its source in the list; 0: none. */
function PriceField({ table, name, mark }: { table: PriceTable; name: PriceName; mark: number }) {
  const { t } = useTranslation('cost')
  const [typed, setTyped] = useState<string | null>(null)
  const { price, unit, grade } = table.lines[name]
  const shown = typed ?? plain(price)
  const read = readPrice(shown)
  return (
    <div className={styles.price}>
      <Field
        name={t('prices.field', { line: t(`line.${name}`), unit: t(`unit.${unit}`) })}
        value={shown}
        isNumber
        problem={'problem' in read ? t(`problem.${read.problem}`, { where: t(`line.${name}`), max: PRICE_MAX }) : null}
        onChange={(next) => {
          setTyped(next)
          const now = readPrice(next)
          if ('price' in now) takeOwnPrices(withPrice(table, name, now.price))
        }}
      />
      <p className={sheet.hint}>{grade === 'own' ? t('prices.grade.own') : `[${mark}]`}</p>
    </div>
  )
}

/** Sources are quoted as the table has them. */
function Sources({ sources }: { sources: readonly PriceSource[] }) {
  const { t } = useTranslation('cost')
  if (sources.length === 0) return null
  return (
    <div className={sheet.hint}>
      {t('prices.sources')}
      <ol className={styles.sources}>
        {sources.map(({ source, grade }) => (
          <li key={`${source} ${grade}`}>
            <span lang="en">{source}</span> ({t(`prices.grade.${grade}`)})
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Without an exponent. */
function plain(price: number): string {
  return price.toLocaleString('en-US', { maximumFractionDigits: 20, useGrouping: false })
}
