/** One value of the model by its shape: what it is called, how it is edited, what the model says of it. */
import { Fragment, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { BlobField } from './BlobField'
import { ListField } from './ListField'
import { MapField } from './MapField'
import { ScalarField } from './ScalarField'
import { constraintHints } from './constraintHints'
import { orderedMembers } from './defaultDraft'
import { isObject, shapeOf } from './draft'
import type { FieldProps } from './fieldProps'
import styles from './Form.module.css'

export function Field(props: FieldProps) {
  const { label, shapeName, isRequired } = props
  const { t } = useTranslation('console')
  const id = useId()
  const shape = shapeOf(shapeName)
  const hints = constraintHints(shape).map(({ key, values }) => t(key, values))
  const isComposed = shape.type === 'structure' || shape.type === 'list' || shape.type === 'map'
  const name = (
    <>
      {wordsOf(label).map((word) => (
        <Fragment key={word}>
          {word}
          <wbr />
        </Fragment>
      ))}
      {isRequired ? <small className={styles.required}>{t('required')}</small> : null}
    </>
  )
  const hint = hints.length === 0 ? null : (
    <p className={styles.constraint} id={`${id}-hint`}>
      {hints.join(' · ')}
    </p>
  )
  if (isComposed) {
    return (
      <fieldset className={styles.composed} aria-describedby={hint === null ? undefined : `${id}-hint`}>
        <legend className={styles.name}>{name}</legend>
        {hint}
        <Composed {...props} />
      </fieldset>
    )
  }
  return (
    <div className={styles.field}>
      <label className={styles.name} htmlFor={id}>
        {name}
      </label>
      <div className={styles.value}>
        {shape.type === 'blob' ? <BlobField id={id} hintId={`${id}-hint`} {...props} /> : <ScalarField id={id} hintId={`${id}-hint`} {...props} />}
        {hint}
      </div>
    </div>
  )
}

/** A long name of the API breaks between its words. */
function wordsOf(name: string): string[] {
  return name.split(/(?=[A-Z][a-z])/)
}

function Composed(props: FieldProps) {
  const { shapeName, path, value, suggestions, onChange } = props
  const shape = shapeOf(shapeName)
  if (shape.type === 'list') return <ListField {...props} Entry={Field} />
  if (shape.type === 'map') return <MapField {...props} />
  const { members = {}, required = [] } = shape
  const held = isObject(value) ? value : {}
  return (
    <div className={styles.fields}>
      {orderedMembers(Object.keys(members), required).map((member) => {
        const of = members[member]
        return of === undefined ? null : (
          <Field key={member} label={member} shapeName={of} path={[...path, member]} value={held[member]} isRequired={required.includes(member)} suggestions={suggestions} onChange={onChange} />
        )
      })}
    </div>
  )
}
