import { createReadStream, fstatSync, statSync } from 'node:fs'
import { isUtf8 } from 'node:buffer'
import { rename, rm, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { progressOn } from './progress.ts'
import { isColourWanted } from './cli/table.ts'
import type { Content, Lines, Terminal } from './cli/house.ts'
import { firstBadByte } from './domain/files/decode-text.ts'
import { Problem } from './domain/problem.ts'
import { fileTrouble } from './file-trouble.ts'

export function terminalOf(
  streams: { stdout: NodeJS.WriteStream & { fd: number }; stderr: NodeJS.WriteStream; stdin: NodeJS.ReadStream },
  env: Readonly<Record<string, string | undefined>>,
  clock: () => Temporal.Instant,
): Terminal {
  const { stdout, stderr, stdin } = streams
  const streamOf = (file: string): AsyncIterable<Buffer> => (file === '-' ? stdin : createReadStream(file))
  const progress = progressOn(stderr, clock)
  return {
    progress: progress.show,
    write: (content) => void stdout.write(content),
    writeAll: (content) => pipeline(Readable.from(isWhole(content) ? [content] : content), stdout, { end: false }),
    note: (text) => {
      progress.clear()
      stderr.write(`${text}\n`)
    },
    width: stdout.isTTY ? stdout.columns : undefined,
    isFile: !stdout.isTTY && fstatSync(stdout.fd).isFile(),
    isColoured: isColourWanted({ isTTY: stdout.isTTY, env }),
    readText: async (file, most) => textOf(await readAll(streamOf(file), nameOf(file), most), nameOf(file)),
    readLines: (file, most) => linesOf(file, streamOf(file), most),
    readFile: (file, most) => readAll(streamOf(file), nameOf(file), most),
    readBytes: (most) => asProblem('standard input', () => readUpTo(stdin, most)),
    writeFile: (file, content) =>
      asProblem(file, () => (isWhole(content) ? writeFile(file, content) : writePieces(file, content))),
  }
}

function isWhole(content: Content): content is string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array
}

/** Beside the file, which takes its name when it is whole. */
async function writePieces(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const part = `${file}.part`
  try {
    await writeFile(part, pieces)
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

function linesOf(file: string, stream: AsyncIterable<Buffer>, most: number): Lines {
  const name = nameOf(file)
  let read = 0
  const size = () => (file === '-' ? 0 : statSync(file).size)
  const tooLong = () =>
    new Problem('too_large', `${name}: got more than ${most} bytes in one line — expected at most that many`)
  async function* lines(): AsyncGenerator<string> {
    let [rest, begun]: [Buffer[], number] = [[], 0]
    const line = (end: Buffer) => {
      const bytes = Buffer.concat([...rest, end])
      const text = textOf(bytes, name, begun)
      begun += bytes.length + 1
      rest = []
      return text
    }
    for await (const chunk of stream) {
      let from = 0
      for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
        yield line(chunk.subarray(from, to))
        from = to + 1
      }
      read += chunk.length
      rest.push(chunk.subarray(from))
      if (read - begun > most) throw tooLong()
    }
    yield line(Buffer.alloc(0))
  }
  return {
    [Symbol.asyncIterator]: () => throwingProblems(name, lines()),
    share: () => (file === '-' ? null : read / size()),
  }
}

async function* throwingProblems(name: string, lines: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield* lines
  } catch (error) {
    await asProblem(name, () => Promise.reject(error as Error))
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}

function readAll(stream: AsyncIterable<Buffer>, file: string, most: number): Promise<Buffer> {
  return asProblem(file, async () => {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of stream) {
      size += chunk.length
      if (size > most)
        throw new Problem('too_large', `${file}: got more than ${most} bytes — expected at most that many`)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  })
}

/** The bytes of a file from some byte on. */
function textOf(bytes: Buffer, file: string, from = 0): string {
  if (!isUtf8(bytes))
    throw new Problem('invalid', `${file}: ${encodingOf(bytes)} at byte ${from + firstBadByte(bytes)} — expected UTF-8`)
  return from === 0 ? bytes.toString('utf8').replace(/^\uFEFF/, '') : bytes.toString('utf8')
}

/** Null where there is more, which is read all the same: whoever writes it is not cut off. */
async function readUpTo(stream: AsyncIterable<Buffer>, most: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
  }
  return size > most ? null : Buffer.concat(chunks)
}

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return 'this looks like UTF-16, not valid UTF-8'
  if (first === 0x1f && second === 0x8b) return 'this looks like gzip, not valid UTF-8'
  if (first === 0x50 && second === 0x4b) return 'this looks like a spreadsheet or a zip file, not valid UTF-8'
  return 'not valid UTF-8'
}

async function asProblem<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const cause = fileTrouble(error)
    throw cause ? new Problem('not_found', `${file}: ${cause}`) : error
  }
}
