import { createServer } from 'node:net'

/** A mail server that takes everything at once and keeps nothing; its parent is told how many, whenever it asks. */
let taken = 0
const server = createServer((socket) => {
  let isBody = false
  let tail = ''
  socket.setNoDelay(true).on('error', () => undefined)
  socket.write('220 sink\r\n')
  socket.on('data', (bytes) => {
    let text = tail + bytes.toString('latin1')
    tail = ''
    let said = ''
    while (text !== '') {
      if (isBody) {
        const end = text.indexOf('\r\n.\r\n')
        if (end < 0) {
          tail = text.slice(-4)
          break
        }
        isBody = false
        taken += 1
        said += '250 taken\r\n'
        text = text.slice(end + 5)
        continue
      }
      const end = text.indexOf('\r\n')
      if (end < 0) {
        tail = text
        break
      }
      const verb = text.slice(0, 4).toUpperCase()
      text = text.slice(end + 2)
      isBody = verb === 'DATA'
      said += isBody ? '354 go on\r\n' : verb === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n'
    }
    if (said !== '') socket.write(said)
  })
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('message', () => process.send?.(taken))
process.on('disconnect', () => process.exit(0))
