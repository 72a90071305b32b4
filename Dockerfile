# syntax=docker/dockerfile:1

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY migrations migrations
COPY src src
RUN npm run build

FROM node:20-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional ones are PostgreSQL itself, for every platform: a container has its database beside it.
RUN npm ci --omit=dev --omit=optional

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist/migrations dist/migrations
COPY --from=build /app/dist/src dist/src
USER node
EXPOSE 3000
# By TLS where the service speaks it. It asks itself, by an address that the certificate need not name.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "--eval", "const scheme = process.env.TLS_CERTIFICATE ? 'https' : 'http'; require(scheme).get(`${scheme}://127.0.0.1:${process.env.PORT}/health/ready`, { rejectUnauthorized: false }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
# Node itself gets the signals, and answers the requests under way before it ends.
CMD ["node", "dist/src/main.js"]
