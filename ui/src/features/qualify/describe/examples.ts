import type { Kind, Texts } from "./forms";

/** Descriptions to start from; their names are texts. */
export const EXAMPLES: Record<Kind, Readonly<Record<string, Texts>>> = {
  icp: {
    industry: {
      industries: "C",
      "employees.min": "20",
      "employees.max": "250",
      countries: "FR\nBE\nCH",
      seniorities: "owner\nc_level\ndirector",
      functions: "general_management\noperations",
    },
    software: {
      industries: "62\n63",
      "employees.min": "10",
      "employees.max": "500",
      seniorities: "owner\nc_level\nvp\ndirector",
      functions: "sales\nmarketing",
    },
    services: {
      industries: "M\nN",
      "employees.min": "5",
      "employees.max": "100",
      seniorities: "owner\nc_level",
      functions: "general_management\nfinance",
    },
  },
  offer: {
    software: {
      "price.amount": "12000",
      "price.currency": "EUR",
      "need_words.fr": "saisie manuelle\ntableur\ndouble saisie",
      "need_words.en": "manual entry\nspreadsheet\ndouble entry",
      buying_functions: "operations\nfinance\nit",
    },
    consulting: {
      "price.amount": "25000",
      "price.currency": "EUR",
      "need_words.fr": "réorganisation\nréduire les coûts\nmise en conformité",
      "need_words.en": "reorganisation\ncut costs\ncompliance",
      buying_functions: "general_management\nfinance",
    },
    equipment: {
      "price.amount": "40000",
      "price.currency": "EUR",
      "need_words.fr": "pannes\nmaintenance\ncapacité de production",
      "need_words.en": "breakdowns\nmaintenance\nproduction capacity",
      buying_functions: "operations\npurchasing",
    },
  },
};
