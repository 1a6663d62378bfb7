"""Every code a problem can carry, with its meaning and its cure: one table for `explain` and for the catalogue page."""

from mkdocs_scorecards.model.frozen import frozen


@frozen
class ProblemCode:
    """What a code means: `title` in a few words, `why` it matters, `cure` what to do, each in whole sentences."""

    title: str
    why: str
    cure: str


PROBLEM_CODES: dict[str, ProblemCode] = {
    # --- YAML: text, keys and values of scorecard.yml ---
    "yaml-syntax": ProblemCode(
        title="The file is not valid YAML",
        why="A sign, a quote, a bracket or the indentation breaks the rules of YAML, so that nothing after it can be "
        "understood.",
        cure="Look at the line and column named and at the line above. Text that holds a colon and a blank, or starts "
        "with a special sign, needs quotes; indent with blanks.",
    ),
    "yaml-encoding": ProblemCode(
        title="The file is not UTF-8",
        why="Letters beyond the English ones would come out wrong on the pages.",
        cure="Save the file as UTF-8 in your editor.",
    ),
    "yaml-character": ProblemCode(
        title="The file holds a control character",
        why="Control characters cannot be seen and break pages and feeds. They come with text copied from elsewhere.",
        cure="Delete the character at the place named.",
    ),
    "yaml-empty": ProblemCode(
        title="The file is empty",
        why="A scorecard needs at least its schema and a title.",
        cure="Start the file with schema: 1 and title.",
    ),
    "yaml-no-mapping": ProblemCode(
        title="The file does not consist of keys with values",
        why="At the top of scorecard.yml stand keys such as schema, title and objectives, in the front matter of a "
        "review keys such as held.",
        cure="Start scorecard.yml with schema: 1, a review with held, and write the keys without indentation.",
    ),
    "yaml-several-documents": ProblemCode(
        title="The file holds several documents",
        why="A line of three dashes starts a second document, and one file describes one scorecard.",
        cure="Keep one document, and give the other a folder of its own.",
    ),
    "yaml-key-malformed": ProblemCode(
        title="A key is no plain word",
        why="Keys are the words of the format. Lists, mappings and empty keys cannot be any of them.",
        cure="Write key: value.",
    ),
    "yaml-merge-key": ProblemCode(
        title="Merge keys are not read",
        why="A merge key (<<) hides where a value comes from, and a few of them can keep a computer busy for hours.",
        cure="Write the keys out where they are needed.",
    ),
    "yaml-tag": ProblemCode(
        title="Tags are not read",
        why="A tag such as !!str changes how a value is read. The format needs none.",
        cure="Delete the tag. Put a text in quotes.",
    ),
    "yaml-alias": ProblemCode(
        title="An alias cannot be followed",
        why="An alias (*name) repeats a value that was named before with &name. This one has no such value, or there "
        "are more than a hundred.",
        cure="Name the value before it is used, or write it out. Put a text that starts with * in quotes.",
    ),
    "yaml-too-large": ProblemCode(
        title="The file is too large",
        why="A scorecard has at most 1 MiB and 100,000 values, aliases written out. More is a mistake, or meant to "
        "stop the build.",
        cure="Move figures to a CSV file and long texts to pages.",
    ),
    "yaml-too-deep": ProblemCode(
        title="Values are nested too deep",
        why="The format needs seven levels and reads sixteen.",
        cure="Look for a bracket too many, or for lists inside lists.",
    ),
    "yaml-number-too-long": ProblemCode(
        title="A number has too many digits",
        why="Numbers have at most 30 digits, written out.",
        cure="Shorten the number. If it is a text, such as a code, put it in quotes.",
    ),
    "key-unknown": ProblemCode(
        title="A key is unknown",
        why="A key that is misspelt or stands at the wrong place would otherwise be passed over in silence.",
        cure="Use the key that is suggested, or move the key to where it belongs.",
    ),
    "key-missing": ProblemCode(
        title="A required key is missing",
        why="The thing named cannot be shown or computed without it.",
        cure="Add the key with a value.",
    ),
    "key-repeated": ProblemCode(
        title="A key stands twice in the same mapping",
        why="Only one of the two values could be used, and nobody could tell which.",
        cure="Keep one of the two.",
    ),
    "key-not-supported-yet": ProblemCode(
        title="A key is not acted on yet",
        why="The key is part of the format, but this version does nothing with it. Passing it over would promise what "
        "the pages do not keep.",
        cure="Remove the key, or put a # in front of its lines.",
    ),
    "value-of-wrong-kind": ProblemCode(
        title="A value is of the wrong kind",
        why="A number, a text, a list or keys were expected, and something else stands there.",
        cure="Write what the message asks for. A text that looks like a number, true or false needs quotes; a number "
        "has none.",
    ),
    "value-out-of-range": ProblemCode(
        title="A value lies outside its range",
        why="The number or text is beyond what the key can mean.",
        cure="Choose a value inside the range that the message names.",
    ),
    "value-not-in-list": ProblemCode(
        title="A value is none of the allowed words",
        why="The key knows a fixed list of words.",
        cure="Use one of the words in the message.",
    ),
    "text-empty": ProblemCode(
        title="A text is empty",
        why="A title, unit or file name without letters cannot be shown or found.",
        cure="Write the text.",
    ),
    "text-of-several-lines": ProblemCode(
        title="A text runs over several lines",
        why="Titles and names stand on one line of a page.",
        cure="Write it on one line, or start it with >- so that its lines are joined.",
    ),
    "schema-unknown": ProblemCode(
        title="The version of the format is unknown",
        why="This program reads version 1 of the format.",
        cure="Write schema: 1, or install a newer version.",
    ),
    "id-malformed": ProblemCode(
        title="An id is malformed",
        why="Ids become addresses of pages, names in formulas and cells of CSV files. So they have small letters, "
        "digits and underscores only, a letter first, and at most 64 characters.",
        cure="Write the id that is suggested.",
    ),
    "kpi-aggregate-missing": ProblemCode(
        title="It is not said how figures are aggregated",
        why="A quarter of a monthly KPI may be its sum, its mean, its last figure and more. A wrong guess would be a "
        "wrong figure.",
        cure="Add aggregate: last, sum, mean, min, max, formula or published. Only yearly KPIs need none.",
    ),
    "kpi-formula-missing": ProblemCode(
        title="A KPI is aggregated by a formula it does not have",
        why="aggregate: formula computes longer periods from the parts of the formula.",
        cure="Add the formula, or choose another way to aggregate.",
    ),
    "target-unlike-direction": ProblemCode(
        title="Target and direction do not go together",
        why="A zone with low and high belongs to the direction range; the other directions lead to one value.",
        cure="Change the target or the direction.",
    ),
    "target-range-disordered": ProblemCode(
        title="The target's low is not less than its high",
        why="No figure could lie inside the zone.",
        cure="Swap the two, or correct one.",
    ),
    "target-before-baseline": ProblemCode(
        title="The target is due before it starts",
        why="The planned line leads from an earlier period to a later one.",
        cure="Choose a later period for the target, or an earlier one for the baseline.",
    ),
    "target-baseline-frequency": ProblemCode(
        title="Baseline and target cover different spans",
        why="Figures of this KPI add up, so that of a year is about twelve times that of a month. A line between them "
        "would be wrong for every period.",
        cure="State both for periods of the same length.",
    ),
    "critical-without-range": ProblemCode(
        title="critical stands on a KPI that is no range",
        why="critical says where the score of a range KPI reaches 0. The score of other directions follows from "
        "baseline and plan.",
        cure="Remove critical, or change the direction.",
    ),
    "critical-disordered": ProblemCode(
        title="The critical low is not less than the critical high",
        why="Between them lies the target, and around it the score falls to 0.",
        cure="Swap the two, or correct one.",
    ),
    "critical-inside-target": ProblemCode(
        title="The critical values do not enclose the target",
        why="The score falls from the edge of the zone to the critical value, so this must lie outside.",
        cure="Choose a lower low and a higher high.",
    ),
    "audience-too-wide": ProblemCode(
        title="A part claims to be less confidential than its whole",
        why="What stands in a confidential scorecard or objective is never shown to a wider public, whatever it says "
        "itself.",
        cure="Leave out its audience, or make the whole less confidential.",
    ),
    "initiative-due-before-start": ProblemCode(
        title="An initiative is due before it starts",
        why="The timeline cannot show it.",
        cure="Correct start or due.",
    ),
    "lag-disordered": ProblemCode(
        title="The shortest lag is longer than the longest",
        why="The test looks for an effect after min to max periods.",
        cure="Swap the two, or correct one.",
    ),
    # --- references: names that must exist or must not collide ---
    "reference-unknown": ProblemCode(
        title="A name leads nowhere",
        why="Objectives, KPIs, perspectives and themes are referred to by their id, and none of this scorecard has "
        "this one.",
        cure="Correct the id, or declare what is missing.",
    ),
    "reference-repeated": ProblemCode(
        title="A name stands twice in a list",
        why="Once is enough; the second may have been meant to be another.",
        cure="Remove it, or correct it.",
    ),
    "id-repeated": ProblemCode(
        title="An id is used twice",
        why="Within a scorecard every objective, KPI, initiative, theme and perspective has an id of its own; drivers "
        "count as KPIs.",
        cure="Rename one of the two, also in its CSV rows, formulas and links.",
    ),
    "id-reserved": ProblemCode(
        title="An id is the address of another page",
        why="The page of a perspective stands beside pages such as map and kpis, and no two pages share an address.",
        cure="Choose another id; the title may stay.",
    ),
    "link-to-itself": ProblemCode(
        title="A link leads from an objective to itself",
        why="An arrow of the strategy map says that one objective moves another.",
        cure="Name another objective.",
    ),
    "link-repeated": ProblemCode(
        title="A link stands twice",
        why="Two arrows between the same objectives in the same direction would be tested and counted twice.",
        cure="Keep one and put what both say into it.",
    ),
    "link-test-of-itself": ProblemCode(
        title="A link is tested with one KPI against itself",
        why="A figure always agrees with itself, so the test would say nothing.",
        cure="Name a KPI of the cause and a KPI of the effect.",
    ),
    "waiver-rule-unknown": ProblemCode(
        title="A waiver names no rule",
        why="A waiver of a rule that does not exist would waive nothing while everyone believes that it does.",
        cure="Write the name of a rule as it stands on the page of the method check.",
    ),
    "waiver-item-unknown": ProblemCode(
        title="A waiver names nothing that its rule is about",
        why="The item does not exist in the scorecard, or it is of a kind that the rule never finds fault with.",
        cure="Write the id of the item, `cause -> effect` for a link, an owner's name as it is written, the period of "
        "a review, or the id of the scorecard for all items.",
    ),
    "formula-reveals-figures": ProblemCode(
        title="A formula would reveal confidential figures",
        why="Readers who see the result of a formula and the other parts can work out the confidential one.",
        cure="Give the KPI with the formula at least the same audience, or take the part out.",
    ),
    "scorecards-missing": ProblemCode(
        title="There is no folder of scorecards",
        why="The project has no folder scorecards, or it cannot be read.",
        cure="Create the folder with one folder per scorecard in it, or run the command in the right folder.",
    ),
    "scorecards-empty": ProblemCode(
        title="The folder of scorecards is empty",
        why="There is nothing to publish.",
        cure="Add a folder with a scorecard.yml.",
    ),
    "scorecard-missing": ProblemCode(
        title="A folder has no scorecard.yml",
        why="Every folder in scorecards describes one scorecard, in a file of exactly this name.",
        cure="Add scorecard.yml, or put a point in front of the folder's name to have it passed over.",
    ),
    "scorecard-id-malformed": ProblemCode(
        title="The name of a folder is no id",
        why="The folder's name is the id of the scorecard and its address in the site.",
        cure="Rename the folder: small letters, digits and underscores, a letter first.",
    ),
    "scorecard-id-reserved": ProblemCode(
        title="The name of a folder is an address of the site",
        why="The site keeps pages and files of its own under this name.",
        cure="Rename the folder.",
    ),
    "review-file-name": ProblemCode(
        title="A file of a review is not named after its period",
        why="The name of the file says which period was reviewed, in the one spelling that its address has as well. "
        "Under another name or ending the record would be passed over.",
        cure="Rename the file to the period as the pages print it, such as 2026-Q3.md, 2026-09.md or FY2026-Q3.md. "
        "Keep anything else out of the folder reviews.",
    ),
    "review-repeated": ProblemCode(
        title="Two records stand for one period",
        why="A quarter of the fiscal year and one of the calendar may be the same three months, and a period has one "
        "record.",
        cure="Join the two into one file.",
    ),
    "review-front-matter": ProblemCode(
        title="A record of a review has no front matter",
        why="Decisions and actions stand as keys between two lines of three dashes at the top of the file. Without "
        "them they would be mere text.",
        cure="Start the file with ---, then held: and the other keys, then another ---; the minutes follow below.",
    ),
    "review-held-too-early": ProblemCode(
        title="A review was held before its period began",
        why="Nothing can be reviewed before it has begun, so the date or the name of the file is wrong.",
        cure="Correct held, or rename the file.",
    ),
    "review-item-unknown": ProblemCode(
        title="A decision or an action is on something unknown",
        why="It would be about nothing, be linked to nothing, and could reach readers from whom the thing is hidden.",
        cure="Write the id of an objective, KPI or initiative, or `cause -> effect` for a link. Where the thing is "
        "gone from the scorecard, say in the title what it was and leave on out. A decision that drops a hypothesis "
        "may name the link that is gone.",
    ),
    "decision-hypothesis-unknown": ProblemCode(
        title="A decision on a hypothesis names no link",
        why="The hypotheses of a scorecard are its links, and only they can be kept, changed or dropped.",
        cure="Write on: cause -> effect, or leave hypothesis out.",
    ),
    "decision-reason-missing": ProblemCode(
        title="A decision on a hypothesis has no reason",
        why="The next review has to know whether the reason still holds.",
        cure="Write reason.",
    ),
    "data-file-repeated": ProblemCode(
        title="A data file is named twice",
        why="Every figure in it would be found twice.",
        cure="Keep one of the two.",
    ),
    "file-outside-folder": ProblemCode(
        title="A file lies outside the folder of its scorecard",
        why="Files are read from the scorecard's own folder only, also when a link leads elsewhere. So nobody can "
        "bring another file of the building machine onto the site.",
        cure="Put a copy of the file into the folder and name it by its path from there, with forward slashes.",
    ),
    "file-missing": ProblemCode(
        title="A file does not exist",
        why="Without its file a scorecard has no figures. If data is left out, the file is kpis.csv.",
        cure="Add the file or correct its path. Write data: [] for a scorecard that has no figures yet.",
    ),
    "file-unreadable": ProblemCode(
        title="A file cannot be read",
        why="It is a folder or a device, or the system refuses it.",
        cure="Look at its kind and its permissions.",
    ),
    # --- CSV: files, rows, cells ---
    "csv-empty": ProblemCode(
        title="The file has no rows",
        why="A KPI file needs at least a header, which says what its columns hold.",
        cure="Begin the file with the line kpi,period,actual.",
    ),
    "csv-too-large": ProblemCode(
        title="The file is too large",
        why="A KPI file is read in one piece; a file of this size is almost always the wrong one.",
        cure="Check that it is the right file. Split it and name the parts under data:, or raise the limit.",
    ),
    "csv-is-workbook": ProblemCode(
        title="An Excel workbook is named .csv",
        why="A workbook is a packed archive. Renaming it does not turn it into text.",
        cure="Save it from Excel as CSV UTF-8, or read it with scorecards import.",
    ),
    "csv-is-lfs-pointer": ProblemCode(
        title="The file is a Git LFS pointer",
        why="Git LFS keeps the data elsewhere, and only a note of three lines was checked out.",
        cure="Run git lfs pull. In CI, switch LFS on for the checkout.",
    ),
    "csv-is-html": ProblemCode(
        title="The file is a web page",
        why="A download that needs a sign-in often saves the sign-in page under the name of the data.",
        cure="Download the data again while signed in, and look into the file before you commit it.",
    ),
    "csv-not-text": ProblemCode(
        title="The file is no text",
        why="NUL bytes do not occur in text. The file may be UTF-16 without its mark, or damaged.",
        cure="Save it as CSV UTF-8.",
    ),
    "csv-encoding-unreadable": ProblemCode(
        title="The encoding cannot be told",
        why="Some bytes fit no encoding that is read, so letters or figures would be lost.",
        cure="Save the file as CSV UTF-8.",
    ),
    "csv-encoding-mixed": ProblemCode(
        title="Two encodings in one file",
        why="Some lines are UTF-8 and others are not, usually after two programs wrote to the file. Whichever is "
        "chosen, some letters come out wrong.",
        cure="Correct the letters on the line named and save the file as CSV UTF-8.",
    ),
    "csv-encoding-windows-1252": ProblemCode(
        title="The file was read as Windows-1252",
        why="It is not UTF-8. Excel's plain CSV looks so on most machines, but another old encoding would look alike.",
        cure="Check accented letters on the page, then save the file as CSV UTF-8.",
    ),
    "csv-merge-conflict": ProblemCode(
        title="A merge conflict is left in the file",
        why="Both versions of the rows are in the file, and neither is known to be right.",
        cure="Keep the right rows and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
    ),
    "csv-separator-unknown": ProblemCode(
        title="The columns cannot be told apart",
        why="Cells are separated by commas, semicolons or tabs; the header has none of them, or sep= names another.",
        cure="Export the file again with one of the three.",
    ),
    "csv-quote-unclosed": ProblemCode(
        title="A quote is not closed",
        why="Everything up to the next quote would become part of this one cell, with whole rows inside.",
        cure='Close the quote at the end of the cell. A quote that belongs to the text is doubled: "5"" pipe".',
    ),
    "csv-quote-misplaced": ProblemCode(
        title="A quote stands where none may stand",
        why="Programs disagree about a quote in the middle of a cell, so its text and the cells after it are in doubt.",
        cure='Put the whole cell in quotes and double each quote inside it: "5"" pipe".',
    ),
    "csv-row-ragged": ProblemCode(
        title="A row has more or fewer cells than the header",
        why="A missing or surplus separator moves figures into the wrong column.",
        cure="Give the row one cell for each column, and put cells that hold a separator in quotes. Empty cells beyond "
        "the last column do no harm.",
    ),
    "csv-column-missing": ProblemCode(
        title="A column is missing",
        why="The long form needs kpi, period and actual; the wide form needs kpi and one column a period.",
        cure="Add the column, or rename the one that is meant.",
    ),
    "csv-column-doubled": ProblemCode(
        title="Two columns hold the same",
        why="It is not known which of the two counts. The names value and actual mean the same, and so do two "
        "spellings of one period.",
        cure="Keep one of the two.",
    ),
    "csv-column-misspelt": ProblemCode(
        title="A column name is almost a known one",
        why="A slip of the pen would otherwise drop a whole column of figures.",
        cure="Use the suggested name. Where another column is meant, give it a name that is less alike.",
    ),
    "csv-column-unknown": ProblemCode(
        title="A column is not read",
        why="Only kpi, period, actual, target and note, or kpi and columns named after periods, have a meaning.",
        cure="Nothing, if the column is for other readers. Otherwise correct its name.",
    ),
    "csv-column-without-period": ProblemCode(
        title="A column of the wide form does not say for which period",
        why="In the wide form each column of figures belongs to one period.",
        cure="Name it after the period, such as FY2026 target, or use the long form.",
    ),
    "csv-forms-mixed": ProblemCode(
        title="The long and the wide form are mixed",
        why="With a column period and columns named after periods, a figure could belong to either.",
        cure="Use one form in a file. Several files may be named under data:.",
    ),
    "csv-kpi-unknown": ProblemCode(
        title="A row is for no known KPI",
        why="Its figures would appear on no page.",
        cure="Correct the id, or add the KPI to scorecard.yml. Where a file serves other purposes too, write "
        "unknown_kpis: ignore beside it.",
    ),
    "csv-kpi-empty": ProblemCode(
        title="A row does not name its KPI",
        why="Figures without a KPI belong nowhere. Merged cells of a spreadsheet leave all but the first row empty.",
        cure="Write the KPI's id in every row.",
    ),
    "csv-decimal-ambiguous": ProblemCode(
        title="Point and comma could both be the decimal sign",
        why="In files with semicolons or tabs 1.234 may be one and a bit or more than a thousand, and no cell decides.",
        cure="Write decimal: beside the file in scorecard.yml, with a point or a comma in quotes.",
    ),
    "csv-decimal-contradictory": ProblemCode(
        title="Decimal points and decimal commas in one file",
        why="One of the two must be wrong, and some figures by a factor of a thousand.",
        cure="Write all figures of the file with the same decimal sign.",
    ),
    "number-unreadable": ProblemCode(
        title="A cell is no number",
        why="Bounds, estimates, spans, abbreviations and formulas are no figures, and guessing one would be worse than "
        "none.",
        cure="Write the number alone, with the digits 0 to 9. Leave the cell empty where there is no figure.",
    ),
    "number-unit-mismatch": ProblemCode(
        title="A figure carries another unit than its KPI",
        why="A percent sign or a currency in the cell says that something else was counted than the KPI declares.",
        cure="Convert the figure, or correct the KPI's unit.",
    ),
    "number-out-of-range": ProblemCode(
        title="A number is too large or too small to compute with",
        why="Beyond about 300 digits, statistics would turn it into infinity or zero.",
        cure="Check the digits, or count in a larger unit.",
    ),
    "number-spreadsheet-error": ProblemCode(
        title="A cell holds an error of the spreadsheet",
        why="The formula behind the cell failed when the file was exported. Only #N/A counts as not reported.",
        cure="Cure the formula and export again, or leave the cell empty.",
    ),
    "period-unreadable": ProblemCode(
        title="A text is no period",
        why="Every figure belongs to a week, month, quarter or year.",
        cure="Write 2026-W40, 2026-09, 2026-Q3 or 2026, or FY2026-Q3 and FY2026 for the fiscal year.",
    ),
    "period-ambiguous": ProblemCode(
        title="A period can be read in several ways",
        why="The same text means different months or years to different readers, and the figure would land in one of "
        "them by chance.",
        cure="Write the year with four digits and first, as in 2026-09. For dates, dates: beside the file settles the "
        "order of day and month.",
    ),
    "period-impossible": ProblemCode(
        title="A period does not exist",
        why="There is no such month, quarter, week or day, or the year is not between 1900 and 2199.",
        cure="Correct the period.",
    ),
    "period-excel-serial": ProblemCode(
        title="A period is the serial number of a date",
        why="Excel keeps dates as a count of days and shows the bare number where the format of the cell was lost.",
        cure="Give the column a date or text format in Excel and export again.",
    ),
    "period-window-undeclared": ProblemCode(
        title="A figure covers several years",
        why="A window of years counts for the year it ends in, and the KPI's page must say that it is one.",
        cure="Write window: 3 years on the KPI, or name the single period that the figure is for.",
    ),
    "period-window-mismatch": ProblemCode(
        title="A window has another length than declared",
        why="Figures over three years and over two cannot be compared in one series.",
        cure="Correct the period, or the KPI's window.",
    ),
    "figure-repeated": ProblemCode(
        title="A figure is stated twice",
        why="Both are equal today, but a correction to one of them would make them differ.",
        cure="Delete one of the two.",
    ),
    "figure-contradictory": ProblemCode(
        title="Two figures for the same KPI and period",
        why="One of them is wrong. Periods may be spelled differently and still be the same.",
        cure="Delete the wrong one.",
    ),
    "kpi-percent-scales-mixed": ProblemCode(
        title="A percent KPI seems to mix 0.88 and 88",
        why="Spreadsheets export 88 % in both ways. A series of both jumps by a factor of about 100, and its status is "
        "wrong.",
        cure="Write every figure of the KPI in points from 0 to 100.",
    ),
    # --- formulas ---
    "formula-unreadable": ProblemCode(
        title="A formula cannot be read",
        why="A formula is arithmetic over the KPIs and drivers of the same scorecard. It knows numbers, + - * / ( ), "
        "** with a whole exponent up to 6, and the functions sum, wavg, min, max and abs.",
        cure="Correct the formula at the column named. Anything that the grammar lacks can be a driver with figures "
        "of its own.",
    ),
    "formula-unknown-kpi": ProblemCode(
        title="A formula names a KPI that does not exist",
        why="Every name in a formula is the id of a KPI or driver of the same scorecard.",
        cure="Correct the name, or declare the missing part under drivers.",
    ),
    "formula-cycle": ProblemCode(
        title="A KPI depends on itself",
        why="If a part of a KPI is computed from the KPI, neither can be computed.",
        cure="Follow the path in the message and remove one formula on it; report figures for that KPI instead.",
    ),
    "formula-differs": ProblemCode(
        title="The reported figure differs from its formula",
        why="A KPI has a figure of its own and one computed from its parts, and they differ by more than half a "
        "percent. One of them is wrong, or the formula leaves something out.",
        cure="Correct the figure, the parts or the formula. Both figures are in the message.",
    ),
    # --- the run: the period to review, Graphviz ---
    "period-unknown": ProblemCode(
        title="It is not known which period to review",
        why="Without a period in the settings the last quarter with figures is reviewed, and there are no figures yet.",
        cure="Report a figure, or name the period: `period: 2026-Q3` in the settings, `--period` on the command line.",
    ),
    "base-unreadable": ProblemCode(
        title="The sources that a preview is compared with cannot be read",
        why="A reviewer relies on the preview to tell what the branch changes. Pages that leave it out would read as "
        "if nothing had changed.",
        cure="Name a revision in SCORECARDS_BASE that the clone holds; in CI fetch the whole history. Without the "
        "variable, pages are compared with the period before only.",
    ),
    "edition-unreadable": ProblemCode(
        title="Figures of an earlier edition are not what was published",
        why="A new edition says which figures of earlier ones read differently now. A file that was changed, lost or "
        "damaged since its publication would make that list wrong, so nothing is compared with it.",
        cure="Let `scorecards verify` tell what else was changed, and put the file back from a copy of the archive.",
    ),
    "graphviz-missing": ProblemCode(
        title="No Graphviz was found",
        why="Graphviz works out where the boxes and arrows of a strategy map stand. Without it each map is shown as a "
        "list.",
        cure="Install graphviz-pure with pip, or Graphviz 2.43 or newer; or set `graphviz: none` if lists are wanted.",
    ),
    "map-layout-failed": ProblemCode(
        title="A strategy map could not be laid out",
        why="Graphviz broke off, took too long or answered with something unreadable. The map is shown as a list.",
        cure="Try `graphviz: graphviz-pure`. If the map is very large, split the scorecard.",
    ),
}
