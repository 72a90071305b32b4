/** SQL of what is known of the URL of a `version`, for clearing-house staff. */
export const ALL_RESULTS = `
  SELECT *, NULL::timestamptz AS begun FROM endpoint_health WHERE url = version.url`;

/**
 * SQL of what its owner, and whoever sees it, may know: what was found since the definition, as it is continued day by
 * day, has the URL. What is from before was found for somebody else who published the same URL, and would tell that there
 * is somebody. That a URL is not probed again before it is due for all of them, stays: it may take an interval, then.
 */
export const RESULTS_SINCE_BEGUN = `
  SELECT known.*, begun FROM endpoint_health known
  CROSS JOIN LATERAL (
    SELECT to_timestamp((max(revision_from) / 1000)::double precision / 1000) AS begun FROM (
      SELECT revision_from, lag(revision_to) OVER former = revision_from AND lag(url) OVER former = url AS is_continued
      FROM backend_definition
      WHERE partner_id = version.partner_id AND role = version.role AND backend_id = version.backend_id
      WINDOW former AS (ORDER BY revision_from)
    ) own WHERE is_continued IS NOT TRUE
  ) definition
  WHERE known.url = version.url AND known.probed_at >= begun`;
