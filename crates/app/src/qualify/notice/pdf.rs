//! A notice as a tagged PDF of A4 pages, with text that can be selected and read aloud.

use std::num::NonZeroU16;

use krilla::{
    Document,
    color::luma,
    geom::Point,
    metadata::Metadata,
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagKind, TagTree},
    text::{Font, TextDirection},
};
use ttf_parser::Face;

use super::NoticeView;
use crate::error::AppError;

/// A4 in points.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 64.0;
/// How far a list is set in.
const INDENT: f32 = 14.0;

static REGULAR: &[u8] = include_bytes!("../../../assets/Inter-Regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("../../../assets/Inter-SemiBold.ttf");

/// What a block of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Heading,
    Paragraph,
    Item,
}

impl Kind {
    const fn size(self) -> f32 {
        match self {
            Self::Title => 17.0,
            Self::Heading => 11.5,
            Self::Paragraph | Self::Item => 9.5,
        }
    }

    /// Space before it.
    const fn gap(self) -> f32 {
        match self {
            Self::Title => 0.0,
            Self::Heading => 16.0,
            Self::Paragraph => 5.0,
            Self::Item => 3.0,
        }
    }

    const fn indent(self) -> f32 {
        if matches!(self, Self::Item) { INDENT } else { 0.0 }
    }

    const fn is_bold(self) -> bool {
        matches!(self, Self::Title | Self::Heading)
    }

    fn tag(self) -> TagKind {
        let heading = |level| Tag::Hn(level, None).into();
        match self {
            Self::Title => heading(NonZeroU16::MIN),
            Self::Heading => heading(NonZeroU16::MIN.saturating_add(1)),
            Self::Paragraph | Self::Item => Tag::P.into(),
        }
    }
}

/// A line of text on a page.
struct Line {
    /// The place of its block.
    block: usize,
    kind: Kind,
    text: String,
    is_first: bool,
    /// From the top of the page.
    y: f32,
}

/// A face to draw with and to measure by.
struct Faced {
    font: Font,
    face: Face<'static>,
}

impl Faced {
    fn new(data: &'static [u8]) -> Result<Self, AppError> {
        let face = Face::parse(data, 0).map_err(|error| AppError::internal(&error))?;
        let font = Font::new(data.into(), 0).ok_or_else(|| unmade("the font cannot be read"))?;
        Ok(Self { font, face })
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |c| self.face.glyph_index(c).and_then(|glyph| self.face.glyph_hor_advance(glyph));
        let units: u32 = text.chars().map(|c| u32::from(advance(c).unwrap_or(self.face.units_per_em()))).sum();
        units as f32 * size / f32::from(self.face.units_per_em())
    }
}

/// The bytes of the PDF.
pub(super) fn of(notice: &NoticeView) -> Result<Vec<u8>, AppError> {
    let (regular, bold) = (Faced::new(REGULAR)?, Faced::new(SEMIBOLD)?);
    let pages = pages(notice, &regular, &bold);
    let mut document = Document::new();
    let mut blocks: Vec<(Kind, Vec<Identifier>)> = Vec::new();
    for (place, lines) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| unmade("no such page"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.set_fill(Some(Fill { paint: luma::Color::new(20).into(), ..Fill::default() }));
        for line in lines {
            let font = if line.kind.is_bold() { &bold } else { &regular };
            let tagged = draw(&mut surface, line, &font.font);
            match blocks.get_mut(line.block) {
                Some((_, identifiers)) => identifiers.push(tagged),
                None => blocks.push((line.kind, vec![tagged])),
            }
        }
        let _ = surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
        let number = format!("{} / {}", place + 1, pages.len());
        let at = Point::from_xy(WIDTH - MARGIN - regular.width(&number, 8.0), HEIGHT - MARGIN / 2.0);
        surface.draw_text(at, regular.font.clone(), 8.0, &number, false, TextDirection::Auto);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(notice.language.tag().to_owned()));
    for (kind, identifiers) in blocks {
        let mut group = TagGroup::new(kind.tag());
        identifiers.into_iter().for_each(|identifier| group.push(identifier));
        tree.push(group);
    }
    document.set_tag_tree(tree);
    document.set_metadata(Metadata::new().title(notice.title.clone()).language(notice.language.tag().to_owned()));
    document.finish().map_err(|error| unmade(&format!("{error:?}")))
}

fn unmade(why: &str) -> AppError {
    AppError::internal(&std::io::Error::other(why.to_owned()))
}

fn draw(surface: &mut Surface<'_>, line: &Line, font: &Font) -> Identifier {
    let tagged = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    let (x, size) = (MARGIN + line.kind.indent(), line.kind.size());
    if line.kind == Kind::Item && line.is_first {
        let bullet = Point::from_xy(MARGIN + 3.0, line.y);
        surface.draw_text(bullet, font.clone(), size, "•", false, TextDirection::Auto);
    }
    surface.draw_text(Point::from_xy(x, line.y), font.clone(), size, &line.text, false, TextDirection::Auto);
    surface.end_tagged();
    tagged
}

/// The lines of each page.
fn pages(notice: &NoticeView, regular: &Faced, bold: &Faced) -> Vec<Vec<Line>> {
    let mut blocks = vec![(Kind::Title, notice.title.as_str())];
    for section in &notice.sections {
        blocks.push((Kind::Heading, &section.heading));
        blocks.extend(section.paragraphs.iter().map(|text| (Kind::Paragraph, text.as_str())));
        blocks.extend(section.items.iter().map(|text| (Kind::Item, text.as_str())));
    }
    let mut pages = vec![Vec::new()];
    let mut y = MARGIN;
    for (block, &(kind, text)) in blocks.iter().enumerate() {
        let (size, font) = (kind.size(), if kind.is_bold() { bold } else { regular });
        let room = WIDTH - 2.0 * MARGIN - kind.indent();
        y += kind.gap();
        for (place, text) in lines(text, room, |text| font.width(text, size)).into_iter().enumerate() {
            y += size * 1.45;
            // A heading stays with what follows.
            let least = if kind == Kind::Heading { 3.0 * size } else { 0.0 };
            if y + least > HEIGHT - MARGIN {
                pages.push(Vec::new());
                y = MARGIN + size;
            }
            if let Some(page) = pages.last_mut() {
                page.push(Line { block, kind, text, is_first: place == 0, y });
            }
        }
    }
    pages
}

/// A text in lines of this width, at least one. A word that is wider is cut.
fn lines(text: &str, room: f32, width: impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_ascii_whitespace() {
        let Some(line) = lines.last_mut() else { continue };
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer) <= room {
            *line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(String::new());
        }
        for letter in word.chars() {
            let Some(line) = lines.last_mut() else { continue };
            if !line.is_empty() && width(line) + width(letter.encode_utf8(&mut [0; 4])) > room {
                lines.push(letter.to_string());
            } else {
                line.push(letter);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{qualify::NoticeSection, settings::Language};

    #[test]
    fn lines_are_no_wider_than_the_page() {
        let width = |text: &str| text.chars().count() as f32;
        assert_eq!(lines("one two three", 7.0, width), ["one two", "three"]);
        assert_eq!(lines("incomprehensible yes", 6.0, width), ["incomp", "rehens", "ible", "yes"]);
        assert_eq!(lines("", 6.0, width), [""]);
    }

    #[test]
    fn a_long_notice_has_pages_that_say_what_they_are() {
        let section = NoticeSection {
            heading: "Données".to_owned(),
            paragraphs: vec!["Élodie Noël œuvre à 100 %. ".repeat(60)],
            items: (0..120).map(|n| format!("valeur {n} — 山田")).collect(),
        };
        let notice = NoticeView {
            language: Language::Fr,
            title: "Notice".to_owned(),
            sections: vec![section],
            text: String::new(),
            file_name: String::new(),
            responsible: None,
        };
        let bytes = of(&notice).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-") && text.contains("/StructTreeRoot") && text.contains("/Lang"));
        let (regular, bold) = (Faced::new(REGULAR).unwrap(), Faced::new(SEMIBOLD).unwrap());
        let pages = pages(&notice, &regular, &bold);
        assert!(pages.len() > 2 && pages.iter().flatten().all(|line| (MARGIN..=HEIGHT - MARGIN).contains(&line.y)));
    }
}
