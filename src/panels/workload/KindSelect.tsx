/** One of a few kinds, by a labelled select. */
import controls from '../../widgets/controls.module.css'
import sheet from '../controls/Controls.module.css'

export interface KindSelectProps<Kind extends string> {
  label: string
  value: Kind
  kinds: readonly Kind[]
  say: (kind: Kind) => string
  /** Kinds that cannot be had here, and why. */
  refused?: { kinds: readonly Kind[]; why: string } | null
  onChoose: (kind: Kind) => void
}

export function KindSelect<Kind extends string>({ label, value, kinds, say, refused = null, onChoose }: KindSelectProps<Kind>) {
  return (
    <label className={sheet.pair}>
      <span className={sheet.label}>{label}</span>
      <select
        className={controls.select}
        value={value}
        title={refused?.why}
        onChange={(event) => {
          const kind = kinds.find((known) => known === event.target.value)
          if (kind !== undefined) onChoose(kind)
        }}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind} disabled={refused?.kinds.includes(kind) === true}>
            {say(kind)}
          </option>
        ))}
      </select>
    </label>
  )
}
