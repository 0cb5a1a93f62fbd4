//! What the invented people are called, do, and what is noted about them.

/// A job: what a woman calls it, what a man calls it, and the department.
pub(super) type Job = (&'static str, &'static str, &'static str);

/// Names and words of one language.
pub(super) struct Words {
    pub women: &'static [&'static str],
    pub men: &'static [&'static str],
    pub last_names: &'static [&'static str],
    /// Of a woman and of a man.
    pub salutations: [&'static str; 2],
    pub jobs: &'static [Job],
    pub notes: &'static [&'static str],
}

/// What a person wrote into stages, tags and sources: it follows the language of the workspace.
pub(super) struct Labels {
    /// From the first to the last, with how many of a hundred prospects stand there.
    pub stages: [(&'static str, u32); 6],
    pub tags: [&'static str; 6],
    pub sources: [&'static str; 5],
}

/// Those who look after the prospects.
pub(super) const OWNERS: [&str; 4] = ["Camille Roy", "Alex Morgan", "Inès Belkadi", "Thomas Whitfield"];

pub(super) const FRENCH_LABELS: Labels = Labels {
    stages: [("Nouveau", 38), ("Contacté", 24), ("Qualifié", 16), ("Proposition", 10), ("Gagné", 7), ("Perdu", 5)],
    tags: ["salon", "client", "partenaire", "newsletter", "à rappeler", "grand compte"],
    sources: ["Salon professionnel", "Site web", "Recommandation", "LinkedIn", "Webinaire"],
};

pub(super) const ENGLISH_LABELS: Labels = Labels {
    stages: [("New", 38), ("Contacted", 24), ("Qualified", 16), ("Proposal", 10), ("Won", 7), ("Lost", 5)],
    tags: ["trade show", "customer", "partner", "newsletter", "call back", "key account"],
    sources: ["Trade show", "Website", "Referral", "LinkedIn", "Webinar"],
};

const FRENCH_JOBS: &[Job] = &[
    ("Directrice générale", "Directeur général", "Direction"),
    ("Présidente", "Président", "Direction"),
    ("Gérante", "Gérant", "Direction"),
    ("Directrice générale adjointe", "Directeur général adjoint", "Direction"),
    ("Directrice commerciale", "Directeur commercial", "Ventes"),
    ("Responsable grands comptes", "Responsable grands comptes", "Ventes"),
    ("Ingénieure d’affaires", "Ingénieur d’affaires", "Ventes"),
    ("Cheffe des ventes", "Chef des ventes", "Ventes"),
    ("Directrice marketing", "Directeur marketing", "Marketing"),
    ("Responsable marketing et communication", "Responsable marketing et communication", "Marketing"),
    ("Chargée de communication", "Chargé de communication", "Marketing"),
    ("Directrice des achats", "Directeur des achats", "Achats"),
    ("Acheteuse", "Acheteur", "Achats"),
    ("Responsable logistique", "Responsable logistique", "Logistique"),
    ("Directrice administrative et financière", "Directeur administratif et financier", "Finance"),
    ("Contrôleuse de gestion", "Contrôleur de gestion", "Finance"),
    ("Directrice des ressources humaines", "Directeur des ressources humaines", "Ressources humaines"),
    ("Responsable formation", "Responsable formation", "Ressources humaines"),
    ("Directrice des systèmes d’information", "Directeur des systèmes d’information", "Informatique"),
    ("Responsable informatique", "Responsable informatique", "Informatique"),
    ("Directrice de production", "Directeur de production", "Production"),
    ("Responsable qualité", "Responsable qualité", "Qualité"),
    ("Cheffe de projet", "Chef de projet", "Projets"),
    ("Assistante de direction", "Assistant de direction", "Direction"),
];

const QUEBEC_JOBS: &[Job] = &[
    ("Présidente-directrice générale", "Président-directeur général", "Direction"),
    ("Vice-présidente, ventes", "Vice-président, ventes", "Ventes"),
    ("Directrice des ventes", "Directeur des ventes", "Ventes"),
    ("Représentante aux comptes", "Représentant aux comptes", "Ventes"),
    ("Vice-présidente, marketing", "Vice-président, marketing", "Marketing"),
    ("Coordonnatrice marketing", "Coordonnateur marketing", "Marketing"),
    ("Directrice de l’approvisionnement", "Directeur de l’approvisionnement", "Approvisionnement"),
    ("Acheteuse principale", "Acheteur principal", "Approvisionnement"),
    ("Directrice des finances", "Directeur des finances", "Finances"),
    ("Contrôleuse financière", "Contrôleur financier", "Finances"),
    ("Conseillère en ressources humaines", "Conseiller en ressources humaines", "Ressources humaines"),
    ("Directrice des technologies de l’information", "Directeur des technologies de l’information", "TI"),
    ("Chargée de projet", "Chargé de projet", "Projets"),
    ("Directrice d’usine", "Directeur d’usine", "Production"),
    ("Adjointe administrative", "Adjoint administratif", "Direction"),
];

const ENGLISH_JOBS: &[Job] = &[
    ("Chief Executive Officer", "Chief Executive Officer", "Management"),
    ("Managing Director", "Managing Director", "Management"),
    ("Owner", "Owner", "Management"),
    ("Chief Operating Officer", "Chief Operating Officer", "Operations"),
    ("Operations Manager", "Operations Manager", "Operations"),
    ("VP Sales", "VP Sales", "Sales"),
    ("Head of Sales", "Head of Sales", "Sales"),
    ("Account Executive", "Account Executive", "Sales"),
    ("Business Development Manager", "Business Development Manager", "Sales"),
    ("Chief Marketing Officer", "Chief Marketing Officer", "Marketing"),
    ("Marketing Manager", "Marketing Manager", "Marketing"),
    ("Communications Lead", "Communications Lead", "Marketing"),
    ("Head of Procurement", "Head of Procurement", "Procurement"),
    ("Senior Buyer", "Senior Buyer", "Procurement"),
    ("Supply Chain Manager", "Supply Chain Manager", "Logistics"),
    ("Chief Financial Officer", "Chief Financial Officer", "Finance"),
    ("Financial Controller", "Financial Controller", "Finance"),
    ("HR Director", "HR Director", "People"),
    ("Training & Development Manager", "Training & Development Manager", "People"),
    ("Chief Information Officer", "Chief Information Officer", "IT"),
    ("IT Manager", "IT Manager", "IT"),
    ("Plant Manager", "Plant Manager", "Production"),
    ("Quality Manager", "Quality Manager", "Quality"),
    ("Executive Assistant", "Executive Assistant", "Management"),
];

const FRENCH_NOTES: &[&str] = &[
    "Rencontrée au salon de Lyon. Souhaite une démonstration avant l’été.",
    "Ne pas appeler le mercredi.",
    "Budget voté pour le premier semestre ; décision en comité de direction.",
    "Déjà équipé d’un concurrent, contrat jusqu’en décembre.",
    "Préfère être jointe par e-mail.",
    "A demandé une offre pour 25 utilisateurs.\nRelancer après réception du cahier des charges.",
    "Recommandé par un client de la région.",
    "Très intéressé par l’export vers son ERP.",
    "En congé jusqu’à la fin du mois, rappeler ensuite.",
    "Décide avec la direction financière : prévoir un chiffrage sur 3 ans.",
    "Absente au dernier rendez-vous, à reprogrammer.",
    "Envoyer le livre blanc « Prospection B2B ».",
];

const ENGLISH_NOTES: &[&str] = &[
    "Met at the spring trade show. Wants a demo before the summer.",
    "Don't call on Fridays.",
    "Budget approved for the first half of the year; the board decides.",
    "Uses a competitor today, contract runs until December.",
    "Prefers e-mail.",
    "Asked for a quote for 25 seats.\nFollow up once the requirements are in.",
    "Referred by a customer next door.",
    "Very interested in the export to their ERP.",
    "On leave until the end of the month, call back after that.",
    "Decides together with finance: prepare a 3-year estimate.",
    "Missed our last meeting, to be rescheduled.",
    "Send the \"B2B prospecting\" white paper.",
];

pub(super) const FRENCH: Words = Words {
    women: &[
        "Camille", "Élodie", "Marie-Claire", "Inès", "Chloé", "Aurélie", "Nathalie", "Sophie", "Léa", "Fatima",
        "Hélène", "Manon", "Anaïs", "Céline", "Delphine", "Isabelle", "Juliette", "Laure", "Mathilde", "Noémie",
        "Sandrine", "Stéphanie", "Valérie", "Virginie", "Zoé", "Anne-Sophie", "Aïcha", "Bérénice", "Clémence",
        "Françoise", "Gaëlle", "Karine", "Leïla", "Maëlle", "Odile", "Pauline", "Rachida", "Solène", "Thi Mai", "Yasmine",
    ],
    men: &[
        "Antoine", "Jean-Baptiste", "Théo", "François", "Mehdi", "Éric", "Guillaume", "Nicolas", "Rémi", "Loïc",
        "Benoît", "Cédric", "Damien", "Fabrice", "Grégoire", "Hugo", "Jérôme", "Karim", "Laurent", "Mathieu",
        "Olivier", "Pascal", "Quentin", "Raphaël", "Sébastien", "Thierry", "Vincent", "Xavier", "Yann", "Zacharie",
        "Alexandre", "Christophe", "Émile", "Frédéric", "Jean-Marc", "Mamadou", "Noël", "Pierre-Yves", "Stéphane", "Idriss",
    ],
    last_names: &[
        "Moreau", "Lefèvre", "Benali", "Garnier", "Fontaine", "Le Goff", "N’Diaye", "Da Silva", "Rousseau", "Mercier",
        "Chevallier", "Girard", "Perrin", "de La Tour", "Nguyen", "Masson", "Lemaître", "Boucher", "Haddad", "Caron",
        "Vidal", "Dupuy", "Kermarrec", "Schneider", "Barbier", "Deschamps", "Fournier", "Gauthier", "Hervé", "Jacquet",
        "Kowalczyk", "Lacombe", "Marchand", "Noël", "Ollivier", "Pasquier", "Quéré", "Renaud", "Sauvage", "Traoré",
        "Urbain", "Vasseur", "Weber", "Ziani", "d’Aubigné", "Bonnet-Rivière", "Charpentier", "El Amrani", "Ferreira",
        "Grangé", "Huet", "Joly", "Labbé", "Meunier", "Pélissier", "Roussel", "Tessier", "Villeneuve", "Yıldız", "Çelik",
    ],
    salutations: ["Mme", "M."],
    jobs: FRENCH_JOBS,
    notes: FRENCH_NOTES,
};

pub(super) const QUEBEC: Words = Words {
    last_names: &[
        "Tremblay", "Gagnon", "Bouchard", "Côté", "Lévesque", "Pelletier", "St-Pierre", "Bergeron", "Desrosiers",
        "Ouellet", "Thériault", "Gagné", "Lapointe", "Beaulieu", "Cloutier", "Dubé", "Fortin", "Grenier", "Hébert",
        "Jean-Louis", "Lachance", "Morin", "Nadeau", "Poirier", "Rioux", "Simard", "Turcotte", "Vaillancourt",
        "Toussaint", "Nguyen-Roy",
    ],
    jobs: QUEBEC_JOBS,
    ..FRENCH
};

pub(super) const ENGLISH: Words = Words {
    women: &[
        "Emma", "Olivia", "Charlotte", "Amelia", "Grace", "Hannah", "Priya", "Aisha", "Chloe", "Zoë", "Megan", "Sarah",
        "Rebecca", "Laura", "Natalie", "Siobhán", "Rachel", "Victoria", "Maria", "Jasmine", "Keisha", "Mei", "Ana Sofía",
        "Caitlin", "Danielle", "Eleanor", "Fiona", "Gabriela", "Heather", "Imogen", "Jennifer", "Kathryn", "Leah",
        "Monica", "Nicole", "Paige", "Rosalind", "Samantha", "Tara", "Yuki",
    ],
    men: &[
        "James", "Oliver", "William", "Daniel", "Michael", "Liam", "Noah", "Arjun", "Mohammed", "Ethan", "Benjamin",
        "Samuel", "Connor", "Aidan", "Marcus", "Jamal", "Wei", "José", "Luke", "Nathan", "Andrew", "Christopher", "David",
        "Edward", "Frank", "George", "Henry", "Ian", "Jonathan", "Kenji", "Lewis", "Matthew", "Nikolai", "Owen", "Patrick",
        "Rhys", "Stephen", "Tyler", "Victor", "Zachary",
    ],
    last_names: &[
        "Smith-Barlow", "O'Connor", "Walker", "Patel", "Nguyen", "Harrison", "McKenzie", "Okafor", "Fitzgerald", "Hughes",
        "Singh", "Bennett", "García", "Kowalski", "Chen", "Edwards", "Foster", "Grant", "Holloway", "Ibrahim", "Jenkins",
        "Kaur", "Lawson", "Murphy", "Newton", "Osborne", "Parker", "Quinn", "Reynolds", "Sinclair", "Turner", "Underwood",
        "Vaughan", "Whitaker", "Young", "Zimmermann", "Abernathy", "Brooks", "Castillo", "D'Angelo", "Ellison", "Fischer",
        "Goldberg", "Hernández", "Ivanov", "Johansson", "Kim", "Lindqvist", "MacLeod", "Novak", "Oyelaran", "Pritchard",
        "Ramírez", "Stewart-Lane", "Tanaka", "van der Berg", "Washington", "Yamamoto", "Ashworth", "Delgado",
    ],
    salutations: ["Ms", "Mr"],
    jobs: ENGLISH_JOBS,
    notes: ENGLISH_NOTES,
};
