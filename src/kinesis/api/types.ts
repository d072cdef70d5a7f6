/** The API's shapes as types. Timestamps are epoch seconds with a fraction, as on the wire; blobs are bytes. */
import type { OPERATIONS } from './operations'
import type { SHAPES } from './shapes'

export type OperationName = keyof typeof OPERATIONS
export type ShapeName = keyof typeof SHAPES

/** What a shape says of its values. */
export interface Shape {
  type: 'string' | 'integer' | 'long' | 'boolean' | 'timestamp' | 'blob' | 'list' | 'map' | 'structure'
  /** Smallest and greatest value or length. */
  min?: number
  max?: number
  pattern?: string
  enum?: readonly string[]
  member?: ShapeName
  key?: ShapeName
  value?: ShapeName
  required?: readonly string[]
  members?: Readonly<Record<string, ShapeName>>
}

type Named<Name> = Name extends ShapeName ? Of<(typeof SHAPES)[Name]> : never

type Of<Described> = Described extends { enum: readonly (infer Value)[] }
  ? Value
  : Described extends { type: 'string' }
    ? string
    : Described extends { type: 'integer' | 'long' | 'timestamp' }
      ? number
      : Described extends { type: 'boolean' }
        ? boolean
        : Described extends { type: 'blob' }
          ? Uint8Array
          : Described extends { type: 'list'; member: infer Member }
            ? Named<Member>[]
            : Described extends { type: 'map'; value: infer Value }
              ? Record<string, Named<Value>>
              : Described extends { required: readonly (infer Required)[]; members: infer Members }
                ? { [Member in keyof Members & Required]: Named<Members[Member]> } & {
                    [Member in Exclude<keyof Members, Required>]?: Named<Members[Member]>
                  }
                : never

/** A shape of the API by its name: `ApiShape<'Shard'>`. */
export type ApiShape<Name extends ShapeName> = Named<Name>

export type Input<Name extends OperationName> = Named<(typeof OPERATIONS)[Name]['input']>

/** Null for operations that answer with nothing. */
export type Output<Name extends OperationName> = (typeof OPERATIONS)[Name]['output'] extends ShapeName
  ? Named<(typeof OPERATIONS)[Name]['output']>
  : null
