# Repeat the study's planned comparisons from the exported tables, without Copperdesk.
#
#     Rscript primary_comparisons.R [FOLDER]
#
# Base R only. Reads visits.csv and settings.csv in FOLDER (else in the working directory) and
# prints a CSV table: for each comparison the pairs, the Hodges-Lehmann change with its exact
# interval, the exact signed-rank p, the mean change with its t interval and p, and the p adjusted
# by Holm over the family. Change is later - earlier, in ug/dL.

folder <- commandArgs(trailingOnly = TRUE)
folder <- if (length(folder)) folder[1] else "."
visits <- read.csv(file.path(folder, "visits.csv"), colClasses = "character", encoding = "UTF-8")
settings <- read.csv(file.path(folder, "settings.csv"), colClasses = "character")
chosen <- function(name) settings$value[settings$setting == name]
alpha <- as.numeric(chosen("alpha"))

# The value that counts, or NA: the choices are those of settings.csv.
value <- suppressWarnings(as.numeric(visits$copper))
value[visits$missing_reason != ""] <- NA
if (chosen("haemolysed") == "leave_out") value[visits$haemolysed == "1"] <- NA
if (chosen("out_of_window") == "leave_out") value[visits$out_of_window == "1"] <- NA
below <- visits$below_loq == "1"
if (chosen("below_loq") == "leave_out") value[below] <- NA
if (chosen("below_loq") == "loq_sqrt2") value[below] <- value[below] / sqrt(2)

changes <- function(pair) {
  at <- function(draw) setNames(value[visits$visit == draw], visits$patient_id[visits$visit == draw])
  earlier <- at(pair[1])
  later <- at(pair[2])
  both <- sort(intersect(names(earlier), names(later)))
  change <- round(later[both] - earlier[both], 9)
  unname(change[!is.na(change)])
}

# Two-sided, exact and conditional on the ties; zeros are dropped (Streitberg, Roehmel 1986).
signed_rank_p <- function(change) {
  change <- change[change != 0]
  ranks <- round(2 * rank(round(abs(change), 9)))
  ways <- c(1, rep(0, sum(ranks)))
  for (one in ranks) ways <- ways + c(rep(0, one), ways[seq_len(length(ways) - one)])
  tail <- min(sum(ranks[change > 0]), sum(ranks[change < 0]))
  min(1, 2 * sum(ways[seq_len(tail + 1)]) / 2^length(ranks))
}

# Median of the Walsh averages; limits by the null distribution without ties.
hodges_lehmann <- function(change) {
  n <- length(change)
  sums <- outer(change, change, "+") / 2
  walsh <- sort(sums[lower.tri(sums, diag = TRUE)])
  order <- max(1, qsignrank(alpha / 2, n))
  c(median(walsh), walsh[order], walsh[length(walsh) + 1 - order])
}

by_t <- function(change) {
  if (sd(change) == 0) return(c(mean(change), mean(change), mean(change), NA))
  test <- t.test(change, conf.level = 1 - alpha)
  c(mean(change), test$conf.int, test$p.value)
}

pairs_of <- function(draws) combn(draws, 2, simplify = FALSE)
planned <- strsplit(chosen("comparison"), "-", fixed = TRUE)
family <- switch(chosen("family"),
  planned = planned,
  with_inf5 = Filter(function(pair) "inf5" %in% pair, pairs_of(chosen("draw"))),
  all_pairs = pairs_of(chosen("draw"))
)
compared <- unique(c(planned, family))
rows <- lapply(compared, function(pair) {
  change <- changes(pair)
  if (length(change) < 2 || all(change == 0)) return(c(length(change), rep(NA, 8)))
  c(length(change), hodges_lehmann(change), signed_rank_p(change), by_t(change))
})
table <- as.data.frame(do.call(rbind, rows))
names(table) <- c("n", "hodges_lehmann", "hl_low", "hl_high", "p_signed_rank",
                  "mean_change", "t_low", "t_high", "p_t")
first <- if (chosen("test") == "signed_rank") table$p_signed_rank else table$p_t
first[!(compared %in% family)] <- NA
table$p_holm <- NA_real_
known <- !is.na(first)
table$p_holm[known] <- p.adjust(first[known], "holm")
table <- cbind(comparison = vapply(compared, paste, "", collapse = "-"), table)
write.csv(format(table[seq_along(planned), ], digits = 17, trim = TRUE), row.names = FALSE, quote = FALSE, na = "")
