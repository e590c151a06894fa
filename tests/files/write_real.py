"""Write what real tools make of `real/page.html`; run it with the Python of a venv that has the tool.

python write_real.py trafilatura      # or newspaper4k, goose3, news-please, fundus, scrapy, datatrove
"""

from __future__ import annotations

import datetime
import functools
import http.server
import json
import sys
import threading
from pathlib import Path

OUT = Path(__file__).parent / "real"
URL = "https://harbourpost.example/news/quay?utm_source=feed"
PAGE = (OUT / "page.html").read_text(encoding="utf-8")


def write(name: str, text: str) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as out:
        out.write(text)


def trafilatura() -> None:
    import trafilatura as tool

    for form, name in (("json", "json"), ("csv", "csv"), ("markdown", "md"), ("txt", "txt")):
        found = tool.extract(PAGE, url=URL, output_format=form, with_metadata=True)
        write(f"trafilatura.{name}", found or "")


def newspaper4k() -> None:
    from newspaper import Article

    article = Article(URL)
    article.download(input_html=PAGE)
    article.parse()
    write("newspaper4k.json", article.to_json())


def goose3() -> None:
    from goose3 import Goose

    write("goose3.json", json.dumps(Goose().extract(raw_html=PAGE).infos))


def news_please() -> None:
    from newsplease import NewsPlease

    found = NewsPlease.from_html(PAGE, url=URL).get_serializable_dict()
    write("news-please.json", json.dumps(found, default=str, sort_keys=True, indent=4))


def fundus() -> None:
    from fundus.parser.data import ArticleBody, ArticleSection, TextSequence
    from fundus.scraping.article import Article
    from fundus.scraping.html import HTML, SourceInfo
    from lxml.html import fromstring

    tree = fromstring(PAGE)
    lines = [node.text_content() for node in tree.cssselect("article p:not(.byline)")]
    sections = [
        ArticleSection(TextSequence([]), TextSequence(lines[:3])),
        ArticleSection(TextSequence(["What comes next"]), TextSequence(lines[3:])),
    ]
    body = ArticleBody(TextSequence(["The nine million euro plan passed by one vote."]), sections)
    html = HTML(URL, URL, PAGE, datetime.datetime(2024, 3, 12), SourceInfo("Harbour Post"))
    day = datetime.datetime(2024, 3, 12, 8, 30, tzinfo=datetime.UTC)
    article = Article(
        html=html,
        title=tree.cssselect("h1")[0].text,
        body=body,
        authors=["Ann Lee"],
        publishing_date=day,
        topics=["harbour"],
        free_access=True,
    )
    write("fundus.json", json.dumps([article.to_json()], indent=2, ensure_ascii=False))


def scrapy() -> None:
    import scrapy as tool
    from scrapy.crawler import CrawlerProcess

    serve = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(OUT))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    class Quay(tool.Spider):
        name = "quay"
        start_urls = (f"http://127.0.0.1:{server.server_port}/page.html",)

        def parse(self, response):
            text = "\n\n".join(response.css("article p::text").getall())
            yield {
                "headline": response.css("h1::text").get(),
                "story_text": text,
                "written_by": response.css("meta[name=author]::attr(content)").get(),
                "published": response.css("meta[property='article:published_time']::attr(content)").get(),
                "link": "https://harbourpost.example/news/quay",
            }

    feeds = {
        str(OUT / f"scrapy.{name}"): {"format": form, "overwrite": True}
        for name, form in (("json", "json"), ("jl", "jsonlines"), ("csv", "csv"))
    }
    process = CrawlerProcess({"FEEDS": feeds, "LOG_LEVEL": "ERROR"})
    process.crawl(Quay)
    process.start()


def datatrove() -> None:
    from datatrove.data import Document
    from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

    text = json.loads((OUT / "newspaper4k.json").read_text(encoding="utf-8"))["text"]
    told = {"url": "https://harbourpost.example/news/quay", "date": "2024-03-12T08:30:00Z", "language": "en"}
    for writer, name in ((JsonlWriter, "datatrove.jsonl.gz"), (ParquetWriter, "datatrove.parquet")):
        with writer(str(OUT), output_filename=name) as out:
            for number in range(3):
                out.write(Document(text=text, id=f"d{number}", metadata=dict(told)))
    (OUT / "000_datatrove.parquet").replace(OUT / "datatrove.parquet")


if __name__ == "__main__":
    for tool in sys.argv[1:]:
        globals()[tool.replace("-", "_")]()
